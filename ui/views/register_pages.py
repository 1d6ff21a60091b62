"""The registers as pages of the window: each is `RegisterPage` under its own key."""

from __future__ import annotations

from ui.context import Context
from ui.preferences import PreferenceBook
from ui.views.registers import RegisterPage
from ui.widgets.buttons import Button
from workbench.messages import text


class AgreementsPage(RegisterPage):
    """Linkage agreements."""

    key = "agreements"
    importable = True


class ObstaclesPage(RegisterPage):
    """Obstacles."""

    key = "obstacles"
    importable = True


class EscalationsPage(RegisterPage):
    """Escalations; a new one is composed on its own page."""

    key = "escalations"


class AnswersPage(RegisterPage):
    """Answers; a new one is recorded on its own page."""

    key = "answers"


class DocumentsPage(RegisterPage):
    """Documents sent, received and relied on."""

    key = "documents"


class TasksPage(RegisterPage):
    """Tasks from agreements, conclusions and answers."""

    key = "tasks"

    def __init__(self, context: Context, book: PreferenceBook) -> None:
        super().__init__(context, book)
        meetings = Button(text("meeting.to_meetings"), icon="users")
        meetings.clicked.connect(lambda: context.shell.go("meetings"))
        self.header.acts.insertWidget(0, meetings)


class MeetingsPage(RegisterPage):
    """Meetings of the council and what they concluded; a page of the tasks."""

    key = "meetings"

    def __init__(self, context: Context, book: PreferenceBook) -> None:
        super().__init__(context, book)
        self.nav = "tasks"
        back = Button(text("meeting.to_tasks"), icon="list-checks")
        back.clicked.connect(lambda: context.shell.go("tasks"))
        self.header.acts.insertWidget(0, back)


class PlansPage(RegisterPage):
    """Plans with their linkage content."""

    key = "plans"


class ProjectsPage(RegisterPage):
    """Projects of regional linkage and their capital."""

    key = "projects"


class MechanismsPage(RegisterPage):
    """Special mechanisms and policies."""

    key = "mechanisms"


class SectorsPage(RegisterPage):
    """Priority sectors by comparative advantage."""

    key = "sectors"


class InitiativesPage(RegisterPage):
    """Initiatives and new models."""

    key = "initiatives"
