"""Of what has been reported to the partnership's office, nobody is told who reported it themselves."""

from escalation.disagreement import Disagreement
from escalation.entries import Actor
from escalation.meetings import convening


def reporter(topic: str, disagreement: Disagreement) -> str:
    """Who reported it, where this is what is told of it; nobody where it is about something else."""
    kind, _, about = topic.partition(":")
    match kind:
        case "reported":
            answered = disagreement.answered.get(topic.replace("reported:", "report:", 1))
            return answered.by.person if answered else ""
        case "chair_report":
            return _chair(about, disagreement)
        case "duty_answered":
            return _answered(about, disagreement)
    return ""


def _chair(number: str, disagreement: Disagreement) -> str:
    entries = {
        each.report_entry for each in convening.every(disagreement) if str(each.number) == number
    }
    return next((each.by.person for each in disagreement.written if each.entry in entries), "")


def _answered(about: str, disagreement: Disagreement) -> str:
    found: dict[str, Actor] = {
        f"{duty}:{agency}:{done.entry}": done.by
        for (duty, agency), done in disagreement.done.items()
    }
    return found[about].person if about in found else ""
