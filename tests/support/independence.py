"""What is stated when independence is decided and an investigator appointed, as a form sends it; all is well."""

INDEPENDENT = {
    "handled_by": "own-force",
    "unconnected": "yes",
    "unconnected_reasons": "Postings were looked at.",
    "trust": "yes",
    "trust_reasons": "She said so.",
    "victim_asked": "declined",
    "reasons": "Nobody here knows them.",
}
TESTED = {"concern": "no", "connection": "no", "confidence": "yes", "criminal_lead": "none"}
