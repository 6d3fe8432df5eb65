"""The words for people: their parts in a case, how they serve, what they are to each other, what they want."""

from workflows.model import Choice, Status, Tone


class PeopleStatus(Status):
    """People may be added as long as there is a case."""

    OPEN = "open", "Open", Tone.GREY, True


class Part(Choice):
    """The part a person has in a case."""

    SUBJECT = "subject", "Subject"
    VICTIM = "victim", "Victim"
    REPORTER = "reporter", "Person who reported"
    COMPLAINANT = "complainant", "Complainant"
    WITNESS = "witness", "Witness"
    REPRESENTATIVE = "representative", "Representative", "Acts for somebody in the case"


class WhyIdentity(Choice):
    """What somebody needs the identity of a victim under an alias for."""

    SAFETY = "safety", "To keep somebody safe"
    EVIDENCE = "evidence", "To secure or judge evidence"
    CONNECTIONS = "connections", "To see whether somebody who works on the case is connected with them"
    DECISION = "decision", "A decision turns on who they are"
    OTHER = "other", "Something else"


class RepresentativeKind(Choice):
    """As what somebody acts for another."""

    SOLICITOR = "solicitor", "Solicitor"
    IDVA = "idva", "Independent domestic violence adviser"
    ISVA = "isva", "Independent sexual violence adviser"
    ADVISER = "adviser", "Another adviser or support worker"
    RELATIVE = "relative", "Relative"
    FRIEND = "friend", "Friend"
    ASSOCIATION = "association", "Staff association or trade union"
    OTHER = "other", "Somebody else"


class SubjectKind(Choice):
    """How somebody serves, or served, when it happened."""

    OFFICER = "officer", "Police officer"
    SENIOR = "senior", "Senior officer", "Of a rank above chief superintendent"
    SPECIAL = "special", "Special constable"
    STAFF = "staff", "Police staff"
    VOLUNTEER = "volunteer", "Designated volunteer"
    FORMER = "former", "Served then, and does not serve now"
    OUTSIDE = "outside", "Not police"
    UNIDENTIFIED = "unidentified", "Not identified"


class Basis(Choice):
    """How what happened concerns somebody (PRA 2002 s.12)."""

    HAPPENED_TO = "happened-to", "It happened to them"
    AFFECTED = "affected", "They suffered loss, damage, distress or inconvenience, or were put in danger"
    WITNESSED = "witnessed", "They saw or heard it happen"
    NONE = "none", "None of these"


class AgeBand(Choice):
    """An age, no more closely than needed."""

    UNDER_16 = "under-16", "Under 16"
    FROM_16 = "16-17", "16 or 17"
    FROM_18 = "18-24", "18 to 24"
    FROM_25 = "25-34", "25 to 34"
    FROM_35 = "35-44", "35 to 44"
    FROM_45 = "45-54", "45 to 54"
    FROM_55 = "55-64", "55 to 64"
    FROM_65 = "65-74", "65 to 74"
    FROM_75 = "75-and-over", "75 and over"
    UNKNOWN = "unknown", "Not known"
    NOT_ASKED = "not-asked", "Not asked yet"
    DECLINED = "declined", "Asked, and did not wish to say"


class Sex(Choice):
    """A person's sex, in their own answer."""

    FEMALE = "female", "Female"
    MALE = "male", "Male"
    OWN_WORDS = "own-words", "In their own words"
    UNKNOWN = "unknown", "Not known"
    NOT_ASKED = "not-asked", "Not asked yet"
    DECLINED = "declined", "Asked, and did not wish to say"


class Orientation(Choice):
    """A person's sexual orientation, in their own answer."""

    STRAIGHT = "straight", "Straight or heterosexual"
    GAY = "gay", "Gay or lesbian"
    BISEXUAL = "bisexual", "Bisexual"
    OWN_WORDS = "own-words", "In their own words"
    UNKNOWN = "unknown", "Not known"
    NOT_ASKED = "not-asked", "Not asked yet"
    DECLINED = "declined", "Asked, and did not wish to say"


class Ethnicity(Choice):
    """A person's ethnic group, as they define it."""

    ASIAN = "asian", "Asian or Asian British"
    BLACK = "black", "Black, Black British, Caribbean or African"
    MIXED = "mixed", "Mixed or multiple ethnic groups"
    WHITE = "white", "White"
    OWN_WORDS = "own-words", "Another group, in their own words"
    UNKNOWN = "unknown", "Not known"
    NOT_ASKED = "not-asked", "Not asked yet"
    DECLINED = "declined", "Asked, and did not wish to say"


class Religion(Choice):
    """A person's religion or belief, in their own answer."""

    NONE = "none", "No religion"
    BUDDHIST = "buddhist", "Buddhist"
    CHRISTIAN = "christian", "Christian"
    HINDU = "hindu", "Hindu"
    JEWISH = "jewish", "Jewish"
    MUSLIM = "muslim", "Muslim"
    SIKH = "sikh", "Sikh"
    OWN_WORDS = "own-words", "Another religion or belief, in their own words"
    UNKNOWN = "unknown", "Not known"
    NOT_ASKED = "not-asked", "Not asked yet"
    DECLINED = "declined", "Asked, and did not wish to say"


class Partnership(Choice):
    """Whether somebody is married or in a civil partnership, with anybody."""

    MARRIED = "married", "Married"
    CIVIL = "civil-partnership", "In a civil partnership"
    NEITHER = "neither", "Neither"
    UNKNOWN = "unknown", "Not known"
    NOT_ASKED = "not-asked", "Not asked yet"
    DECLINED = "declined", "Asked, and did not wish to say"


class Need(Choice):
    """What makes it possible to take part. Taken on somebody's word: nobody is asked for proof."""

    INTERPRETER = "interpreter", "An interpreter, never a relative"
    SIGN = "sign-language", "A sign language interpreter"
    EASY_READ = "easy-read", "Easy read or large print"
    ACCESS = "access", "A place without steps, or another change to the place"
    COMPANY = "company", "Somebody with them"
    TIME = "time", "More time, or breaks"
    OTHER = "other", "Something else"


class Relationship(Choice):
    """What somebody is to a subject now."""

    TOGETHER = "together", "Partners, together"
    SEPARATING = "separating", "Partners, separating"
    SEPARATED = "separated", "Former partners, separated"
    FAMILY = "family", "Relatives"
    COLLEAGUES = "colleagues", "Colleagues only"
    KNOWN = "known", "Known to each other in another way"
    STRANGERS = "strangers", "Not known to each other before"
    UNKNOWN = "unknown", "Not known"
    NOT_ASKED = "not-asked", "Not asked yet"
    DECLINED = "declined", "Asked, and did not wish to say"


class ChildAge(Choice):
    """The age of a child, no more closely than needed."""

    UNBORN = "unborn", "Not born yet"
    UNDER_5 = "under-5", "Under 5"
    FROM_5 = "5-10", "5 to 10"
    FROM_11 = "11-15", "11 to 15"
    FROM_16 = "16-17", "16 or 17"


class Want(Choice):
    """What somebody wants to happen. It binds nobody, and nobody is asked to choose between them."""

    SAFETY = "safety", "To be safe"
    STOP = "stop", "For it to stop"
    HEARD = "heard", "To be heard and believed"
    RECORD = "record", "To have it on record, and no more for now"
    INVESTIGATION = "investigation", "An investigation of the conduct"
    PROSECUTION = "prosecution", "A prosecution"
    APOLOGY = "apology", "An apology or an explanation"
    OTHERS_SAFE = "others-safe", "For nobody else to go through it"
    WORK = "work", "To be able to work without meeting the subject"
    NOT_KNOWN = "not-known", "Does not know yet"
    OTHER = "other", "Something else"
