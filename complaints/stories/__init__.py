"""Stories: cases told as data, played through the same services as the web."""

from complaints.stories.format import read_story
from complaints.stories.lines import Unreadable
from complaints.stories.play import Played, StoryFailed, Tell, play, play_file

__all__ = ["Played", "StoryFailed", "Tell", "Unreadable", "play", "play_file", "read_story"]
