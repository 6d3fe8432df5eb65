"""The words for what is alleged, what happened when, and what was searched."""

from workflows.model import Choice, Status, Tone


class AllegationsStatus(Status):
    """Allegations may be added as long as there is a case."""

    OPEN = "open", "Open", Tone.GREY, True


class Category(Choice):
    """The categories of allegation and their parts (law 10.1). There is no letter I.

    The codes, and the parts of H, J, K and L, stand here from general knowledge: they were not found.
    """

    FOLLOWING_CONTACT = "A1", "A1: Police action following contact"
    DECISIONS = "A2", "A2: Decisions"
    INFORMATION = "A3", "A3: Information"
    SERVICE = "A4", "A4: General level of service"
    STOPS = "B1", "B1: Stops, and stop and search"
    SEARCHES = "B2", "B2: Searches of premises and seizure of property"
    ARREST = "B3", "B3: Power to arrest and detain"
    FORCE = "B4", "B4: Use of force"
    CUSTODY = "B5", "B5: Detention in police custody"
    BAIL = "B6", "B6: Bail, identification and interview procedures"
    EVIDENTIAL = "B7", "B7: Evidential procedures"
    OUT_OF_COURT = "B8", "B8: Out of court disposals"
    OTHER_POLICIES = "B9", "B9: Other policies and procedures"
    PROPERTY = "C1", "C: Handling of or damage to property or premises"
    SYSTEMS = "D1", "D1: Use of police systems"
    DISCLOSURE = "D2", "D2: Disclosure of information"
    HANDLING = "D3", "D3: Handling of information"
    OTHER_SOURCES = "D4", "D4: Accessing and handling of information from other sources"
    VEHICLES = "E1", "E: Use of police vehicles"
    AGE = "F1", "F1: Discrimination: age"
    DISABILITY = "F2", "F2: Discrimination: disability"
    GENDER_REASSIGNMENT = "F3", "F3: Discrimination: gender reassignment"
    MARRIAGE = "F4", "F4: Discrimination: marriage and civil partnership"
    PREGNANCY = "F5", "F5: Discrimination: pregnancy and maternity"
    RACE = "F6", "F6: Discrimination: race"
    RELIGION = "F7", "F7: Discrimination: religion or belief"
    SEX = "F8", "F8: Discrimination: sex"
    ORIENTATION = "F9", "F9: Discrimination: sexual orientation"
    OTHER_DISCRIMINATION = "F10", "F10: Discrimination: other"
    CORRUPTION = "G1", "G1: Organisational corruption"
    SEXUAL_PURPOSE = "G2", "G2: Abuse of position for sexual purpose"
    EMOTIONAL_PURPOSE = "G3", "G3: Abuse of position for an inappropriate emotional relationship"
    FINANCIAL_PURPOSE = "G4", "G4: Abuse of position for financial purpose"
    OBSTRUCTION = "G5", "G5: Obstruction of justice", "Using police status to silence or discredit somebody"
    OTHER_PURPOSE = "G6", "G6: Abuse of position for other purpose"
    IMPOLITE_LANGUAGE = "H1", "H1: Impolite language or tone"
    IMPOLITE_ACTIONS = "H2", "H2: Impolite and intolerant actions"
    DISRESPECT = "H3", "H3: Unprofessional attitude and disrespect"
    UNFAIRNESS = "H4", "H4: Lack of fairness and impartiality"
    HARASSING = "H5", "H5: Overbearing or harassing behaviours"
    SEXUAL_ASSAULT = "J1", "J1: Sexual assault"
    SEXUAL_HARASSMENT = "J2", "J2: Sexual harassment"
    OTHER_SEXUAL = "J3", "J3: Other sexual conduct"
    DISCREDITABLE = "K1", "K: Discreditable conduct", "The usual home of off-duty domestic abuse"
    OTHER = "L1", "L: Other"

    @property
    def is_misuse(self) -> bool:
        """Whether the category itself is about misuse of police information or position (D and G)."""
        return self.value[0] in "DG"


class Factor(Choice):
    """What the context was, not what was wrong: a list from general knowledge (law 10.2)."""

    ARREST = "arrest", "Arrest"
    CALL_HANDLING = "call-handling", "Call handling"
    CUSTODY = "custody", "Custody"
    DOMESTIC = "domestic-abuse", "Domestic or gender abuse"
    DRUGS = "drugs", "Drugs"
    FIREARMS = "firearms", "Firearms"
    HATE_CRIME = "hate-crime", "Hate crime"
    INVESTIGATION = "investigation", "Investigation"
    MENTAL_HEALTH = "mental-health", "Mental health"
    MISSING = "missing-persons", "Missing persons"
    NEIGHBOURS = "neighbour-dispute", "Neighbour dispute"
    PROTEST = "public-order", "Public order or protest"
    TRAFFIC = "road-traffic", "Pursuit or road traffic"
    RESTRAINT = "restraint", "Restraint equipment"
    SEARCH = "search", "Search"
    SOCIAL_MEDIA = "social-media", "Social media"
    SPIT_GUARDS = "spit-guards", "Spit guards"
    STOP_SEARCH = "stop-and-search", "Stop and search"
    TASER = "taser", "Taser"
    VAWG = "vawg", "Violence against women and girls"


class BehaviourStandard(Choice):
    """The standards of professional behaviour (PCR 2020 Sch 2; law 10.5)."""

    HONESTY = "1", "1: Honesty and integrity"
    RESPECT = "2", "2: Authority, respect and courtesy"
    EQUALITY = "3", "3: Equality and diversity"
    FORCE = "4", "4: Use of force"
    ORDERS = "5", "5: Orders and instructions"
    DUTIES = "6", "6: Duties and responsibilities"
    CONFIDENTIALITY = "7", "7: Confidentiality"
    FITNESS = "8", "8: Fitness for duty"
    CONDUCT = "9", "9: Discreditable conduct"
    CHALLENGING = "10", "10: Challenging and reporting improper conduct"


class AbuseKind(Choice):
    """Kinds of abuse that an allegation is flagged with: all are violence against women and girls, or may be."""

    DOMESTIC = "domestic-abuse", "Domestic abuse"
    CONTROL = "coercive-control", "Coercive or controlling behaviour"
    STALKING = "stalking", "Stalking"
    SEXUAL = "sexual", "Sexual"
    HONOUR = "honour-based", "So-called honour-based abuse"
    ECONOMIC = "economic", "Economic abuse"
    OTHER = "other-vawg", "Other violence against women and girls"


class FlagChange(Choice):
    """What is done with a flag."""

    SET = "set", "Set it"
    TAKEN_AWAY = "taken-away", "Take it away"


class Precision(Choice):
    """How well a day is known."""

    EXACT = "exact", "On that day"
    BETWEEN = "between", "Some time between two days, or through them"
    ROUGHLY = "roughly", "Roughly then"


class Source(Choice):
    """Where earlier history is searched."""

    PSD = "psd", "The professional standards system"
    CRIME = "crime", "Crime records"
    INTELLIGENCE = "intelligence", "Intelligence"
    PND = "pnd", "The Police National Database"
    VETTING = "vetting", "Vetting"
    OTHER_FORCES = "other-forces", "Other forces they served with or lived in"
    IOPC = "iopc", "The IOPC"


class Offence(Choice):
    """The offences that most often come with abuse by police, each with where it points (law 2.3)."""

    RAPE = "rape", "Rape or assault by penetration"
    SEXUAL_ASSAULT = "sexual-assault", "Sexual assault"
    GBH_INTENT = "gbh-intent", "Grievous bodily harm with intent", "Offences against the Person Act 1861 s.18"
    GBH = "gbh", "Grievous bodily harm or wounding", "Offences against the Person Act 1861 s.20"
    ABH = "abh", "Actual bodily harm"
    STRANGULATION = "strangulation", "Strangulation or suffocation"
    COERCIVE_CONTROL = "coercive-control", "Controlling or coercive behaviour"
    STALKING_FEAR = "stalking-fear", "Stalking with fear of violence, or serious alarm or distress"
    HARASSMENT_FEAR = "harassment-fear", "Harassment with fear of violence"
    STALKING = "stalking", "Stalking", "Without fear of violence, serious alarm or distress"
    HARASSMENT = "harassment", "Harassment", "Without fear of violence"
    THREATS_TO_KILL = "threats-to-kill", "Threats to kill"
    CRIMINAL_DAMAGE = "criminal-damage", "Criminal damage"
    PERVERTING_JUSTICE = "perverting-justice", "Perverting the course of justice"
    WITNESS_INTIMIDATION = "witness-intimidation", "Witness intimidation"
    MISCONDUCT_IN_OFFICE = "misconduct-in-office", "Misconduct in public office"
    COMPUTER_MISUSE = "computer-misuse", "Misuse of police systems or data"
    BREACH_OF_ORDER = "breach-of-order", "Breach of a protective order"
    COMMON_ASSAULT = "common-assault", "Common assault"
    OTHER = "other", "Another offence, or an attempt", "Say in the summary what it is: a person decides where it points"
    UNKNOWN = "unknown", "Not known yet"
