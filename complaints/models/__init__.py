"""The tables. Importing this package imports every one of them, so that the metadata is complete."""

from sqlmodel import SQLModel

from complaints.models import cases as cases
from complaints.models import confidential as confidential
from complaints.models import entries as entries
from complaints.models import filters as filters
from complaints.models import log as log
from complaints.models import outputs as outputs
from complaints.models import people as people
from complaints.models import recomputations as recomputations
from complaints.models import rounds as rounds
from complaints.models import unsent as unsent
from complaints.models import workforce as workforce

metadata = SQLModel.metadata
