"""Every action of the window as data: its words, keys and menu. Shortcuts, menus, hints and the
sheet of keys are made from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action. `keys` are Qt's portable key names; an action without a menu is keys only."""

    key: str
    words: str
    keys: tuple[str, ...] = ()
    menu: str = ""
    #: Where the keys work when it is not the whole window, for the sheet of keys.
    place: str = ""


#: What works wherever the user is.
WINDOW_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("new_course", "New course", ("Ctrl+N",), "File"),
    ActionSpec("print", "Print…", ("Ctrl+P",), "File"),
    ActionSpec("quit", "Quit", ("Ctrl+Q",), "File"),
    ActionSpec("undo", "Undo", ("Ctrl+Z",), "Edit"),
    ActionSpec("redo", "Redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "Edit"),
    ActionSpec("search", "Find a patient", ("Ctrl+F",), "Edit"),
    ActionSpec("repair", "Repair conflicts…", ("Ctrl+Shift+R",), "Edit"),
    ActionSpec("offer", "Take up what the notice offers", ("Ctrl+J",), "Edit"),
    ActionSpec("add_on", "Add on today…", ("Ctrl+Shift+A",), "Day"),
    ActionSpec("chair_out", "Chair out of service…", ("Ctrl+Shift+O",), "Day"),
    ActionSpec("nurse_out", "Nurse away…", ("Ctrl+Shift+N",), "Day"),
    ActionSpec("close_early", "Close early…", ("Ctrl+Shift+E",), "Day"),
    ActionSpec("page_schedule", "Schedule", ("Ctrl+1",), "View"),
    ActionSpec("page_courses", "Courses", ("Ctrl+2",), "View"),
    ActionSpec("page_patients", "Patients", ("Ctrl+3",), "View"),
    ActionSpec("page_worklist", "Work list", ("Ctrl+4",), "View"),
    ActionSpec("page_setup", "Setup", ("Ctrl+5",), "View"),
    ActionSpec("lists", "Lists beside the schedule", ("Ctrl+L",), "View"),
    ActionSpec("zoom_in", "Zoom in", ("Ctrl++", "Ctrl+="), "View"),
    ActionSpec("zoom_out", "Zoom out", ("Ctrl+-",), "View"),
    ActionSpec("zoom_whole", "The whole day", ("Ctrl+0",), "View"),
    ActionSpec("turn", "Chairs across the top", ("Ctrl+T",), "View"),
    ActionSpec("colour_key", "Colour key", ("Ctrl+K",), "View"),
    ActionSpec("hover_quick", "After 0.3 seconds", ("Ctrl+M, Q",), "Card under the pointer"),
    ActionSpec("hover_usual", "After 0.7 seconds", ("Ctrl+M, U",), "Card under the pointer"),
    ActionSpec("hover_slow", "After 1.5 seconds", ("Ctrl+M, W",), "Card under the pointer"),
    ActionSpec("hover_off", "Never", ("Ctrl+M, N",), "Card under the pointer"),
    ActionSpec("text_larger", "Larger text", ("F8",), "View"),
    ActionSpec("text_smaller", "Smaller text", ("F7",), "View"),
    ActionSpec("text_100", "100 %", ("Ctrl+M, A",), "Size of the text"),
    ActionSpec("text_125", "125 %", ("Ctrl+M, B",), "Size of the text"),
    ActionSpec("text_150", "150 %", ("Ctrl+M, C",), "Size of the text"),
    ActionSpec("text_175", "175 %", ("Ctrl+M, E",), "Size of the text"),
    ActionSpec("text_200", "200 %", ("Ctrl+M, F",), "Size of the text"),
    ActionSpec("theme_system", "Colours of the system", ("Ctrl+M, S",), "View"),
    ActionSpec("theme_light", "Light colours", ("Ctrl+M, L",), "View"),
    ActionSpec("theme_dark", "Dark colours", ("Ctrl+M, D",), "View"),
    ActionSpec("keys", "Keys", ("F1",), "Help"),
    ActionSpec("menu", "Menu", ("F10",)),
)

#: The actions that choose the colours, by the choice: one of them is ticked.
THEME_KEYS = {"system": "theme_system", "light": "theme_light", "dark": "theme_dark"}

#: The menus that stand in another one, by their words.
SUBMENUS = {"Card under the pointer": "View", "Size of the text": "View"}
#: What is ticked where it is chosen, besides the colours.
TICKED = ("turn", "colour_key", "hover_quick", "hover_usual", "hover_slow", "hover_off")
#: The actions that choose the size of the text: one of them is ticked.
TEXT_KEYS = ("text_100", "text_125", "text_150", "text_175", "text_200")

#: What works on the schedule. What changes a visit works only while the day has the focus.
SCHEDULE_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("today", "Today", ("T",), place="Schedule"),
    ActionSpec("pick_day", "Choose a day from the calendar", ("Ctrl+D",), place="Schedule"),
    ActionSpec("details", "Panel about the visit", ("Ctrl+I",), place="Schedule"),
    ActionSpec("day_before", "Day before", ("Ctrl+Left",), place="Schedule"),
    ActionSpec("day_after", "Day after", ("Ctrl+Right",), place="Schedule"),
    ActionSpec("day", "Day", ("Alt+1",), place="Schedule"),
    ActionSpec("week", "Week", ("Alt+2",), place="Schedule"),
    ActionSpec("month", "Month", ("Alt+3",), place="Schedule"),
    ActionSpec("months", "Month before or after", ("PgUp", "PgDown"), place="Schedule"),
    ActionSpec("filter", "Filter the visits", ("Ctrl+Shift+F",), place="Schedule"),
    ActionSpec("no_filter", "Clear the filter", ("Ctrl+Shift+X",), place="Schedule"),
    ActionSpec("select", "Another visit", ("Arrows",), place="Schedule"),
    ActionSpec("ends", "First or last visit", ("Home", "End"), place="Schedule"),
    ActionSpec("open", "Open the visit", ("Enter",), place="Schedule"),
    ActionSpec("menu_of_visit", "Menu of the visit", ("Menu", "Shift+F10"), place="Schedule"),
    ActionSpec("nudge", "Move the visit in time or chair", ("Alt+Arrows",), place="Schedule"),
    ActionSpec("move", "Move the visit to any day…", ("M",), place="Schedule"),
    ActionSpec("let_be", "Leave the visit where it was", ("Esc",), place="Schedule"),
    ActionSpec("cut", "Cut the visit, to put it down elsewhere", ("Ctrl+X",), place="Schedule"),
    ActionSpec("copy", "Copy it for the next cycle that waits", ("Ctrl+C",), place="Schedule"),
    ActionSpec("paste", "Put down what was cut or copied", ("Ctrl+V",), place="Schedule"),
    ActionSpec("set_aside", "Set the visit aside", ("S",), place="Schedule"),
    ActionSpec("length", "Length of the visit…", ("L",), place="Schedule"),
    ActionSpec("advance", "Next status", ("Ctrl+Enter",), place="Schedule"),
    ActionSpec("rate", "New rate of the infusion…", ("R",), place="Schedule"),
    ActionSpec("pause", "Pause the infusion, or resume it…", ("P",), place="Schedule"),
    ActionSpec("reaction", "A reaction: pause the infusion…", ("X",), place="Schedule"),
    ActionSpec("go_on", "Go on with the rate table", ("G",), place="Schedule"),
    ActionSpec("times", "Correct the visit's times…", ("K",), place="Schedule"),
    ActionSpec("make_room", "Make room for what runs over…", ("Ctrl+Shift+M",), place="Schedule"),
    ActionSpec("runs_long", "The visit runs long…", ("O",), place="Schedule"),
    ActionSpec("no_show", "The patient did not come…", ("N",), place="Schedule"),
    ActionSpec("wait", "The patient wants an earlier place…", ("W",), place="Schedule"),
    ActionSpec("lock", "Keep the visit in its chair, or not", ("C",), place="Schedule"),
    ActionSpec("cancel", "Cancel the visit, with a reason", ("Del",), place="Schedule"),
    ActionSpec("patient", "The patient's file", ("F3",), place="Schedule"),
    ActionSpec("course", "The course", ("F4",), place="Schedule"),
    ActionSpec("titration", "Titration sheet…", ("Ctrl+Shift+T",), place="Schedule"),
    ActionSpec("letter", "Appointment letter…", ("Ctrl+Shift+L",), place="Schedule"),
    ActionSpec("plan_day", "Plan this day…", ("Ctrl+Shift+P",), place="Schedule"),
    ActionSpec("zoom", "Zoom", ("Ctrl+Wheel",), place="Schedule"),
)
#: What is entered at the clock of the selected visit, among them.
CLOCK_ACTS = ("rate", "pause", "reaction", "go_on", "times")
#: By which visits are carried about.
CARRYING_ACTS = ("cut", "copy", "paste", "set_aside", "length")
#: What else is done with the selected visit, or opened from it.
VISIT_ACTS = (
    "move", "make_room", "runs_long", "no_show", "wait", "lock", "cancel", "advance",
    "titration", "letter", "patient", "course",
)  # fmt: skip

#: What works on a visit in the strip of those that are set aside.
ASIDE_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("beside", "The visit beside", ("Left", "Right"), place="Set aside"),
    ActionSpec("put_down", "Put the visit down…", ("Enter",), place="Set aside"),
    ActionSpec("let_go", "Let it go, to the work list", ("Del",), place="Set aside"),
    ActionSpec("menu_of_visit", "Menu of the visit", ("Menu", "Shift+F10"), place="Set aside"),
)
#: What works in a list beside the schedule.
LISTS_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("choose", "Another line; letters find a name", ("Up", "Down"), place="Lists"),
    ActionSpec("list_before", "List before", ("Left",), place="Lists"),
    ActionSpec("list_after", "List after", ("Right",), place="Lists"),
    ActionSpec("open", "Open, book, or find a place", ("Enter",), place="Lists"),
    ActionSpec("advance", "Next status", ("Ctrl+Enter",), place="Lists"),
    ActionSpec("edit", "Edit an entry of the waiting list", ("F2",), place="Lists"),
    ActionSpec("remove", "Remove an entry of the waiting list", ("Del",), place="Lists"),
    ActionSpec("add", "Add the selected visit to the waiting list…", ("Ins",), place="Lists"),
    ActionSpec("patient", "The patient's file", ("F3",), place="Lists"),
    ActionSpec("course", "The course", ("F4",), place="Lists"),
    ActionSpec("visit", "Show the visit", ("F6",), place="Lists"),
    ActionSpec("menu_of_line", "Menu of the line", ("Menu", "Shift+F10"), place="Lists"),
    ActionSpec("leave", "Back to the schedule", ("Esc",), place="Lists"),
)
#: What works in the window of the pages that are to be printed.
PRINT_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("print_now", "Print…", ("Ctrl+P",), place="Print"),
    ActionSpec("save_pdf", "Save as PDF…", ("Ctrl+S",), place="Print"),
    ActionSpec("page_before", "Page before", ("Ctrl+PgUp",), place="Print"),
    ActionSpec("page_after", "Page after", ("Ctrl+PgDown",), place="Print"),
    ActionSpec("larger", "Larger", ("Ctrl++", "Ctrl+="), place="Print"),
    ActionSpec("smaller", "Smaller", ("Ctrl+-",), place="Print"),
    ActionSpec("fit_page", "Whole page", ("Ctrl+0",), place="Print"),
    ActionSpec("fit_width", "Full width", ("Ctrl+9",), place="Print"),
)
NEW_COURSE_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("go_on", "To the dates, then book", ("Ctrl+Enter",), place="New course"),
)
COURSES_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("edit", "Edit the order…", ("F2",), place="Courses"),
    ActionSpec("letter", "Appointment letter…", ("Ctrl+Shift+L",), place="Courses"),
    ActionSpec("wait", "Wants an earlier place…", ("Ctrl+Shift+W",), place="Courses"),
    ActionSpec("find_places", "Find places for what has none", ("Ctrl+Shift+F",), place="Courses"),
    ActionSpec("renew", "Plan outdated visits anew…", ("Ctrl+Shift+U",), place="Courses"),
)
PATIENTS_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("save", "Save the patient", ("Ctrl+S",), place="Patients"),
    ActionSpec("letter", "Appointment letter…", ("Ctrl+Shift+L",), place="Patients"),
    ActionSpec("renew", "Plan outdated visits anew…", ("Ctrl+Shift+U",), place="Patients"),
)
#: What works in a panel or sheet that asks something.
PANEL_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("confirm", "Do what the coloured button says", ("Ctrl+Enter",), place="Panels"),
    ActionSpec("make_room", "Find other places, make room…", ("Ctrl+Shift+M",), place="Panels"),
    ActionSpec("leave", "Leave it as it is", ("Esc",), place="Panels"),
)
SETUP_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("up", "Move the chair up", ("Ctrl+Shift+Up",), place="Setup"),
    ActionSpec("down", "Move the chair down", ("Ctrl+Shift+Down",), place="Setup"),
    ActionSpec("reopen", "Reopen a time of a chair…", ("Ctrl+Shift+U",), place="Setup"),
    ActionSpec("default", "Take a setting back to its default", ("Del",), place="Setup"),
)
FIELD_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("calendar", "Open the calendar of a date", ("Alt+Down", "F4"), place="Fields"),
)
#: Everything that has keys, in the order of the sheet.
ALL_ACTIONS: tuple[ActionSpec, ...] = (
    *WINDOW_ACTIONS,
    *SCHEDULE_ACTIONS,
    *ASIDE_ACTIONS,
    *LISTS_ACTIONS,
    *PRINT_ACTIONS,
    *NEW_COURSE_ACTIONS,
    *COURSES_ACTIONS,
    *PATIENTS_ACTIONS,
    *SETUP_ACTIONS,
    *PANEL_ACTIONS,
    *FIELD_ACTIONS,
)


def keys_of(actions: Iterable[ActionSpec], key: str) -> tuple[str, ...]:
    """Return the keys of one of the actions. Raises KeyError where none has that name."""
    found = {action.key: action.keys for action in actions}
    return found[key]


def menus(actions: Iterable[ActionSpec] = WINDOW_ACTIONS) -> dict[str, tuple[ActionSpec, ...]]:
    """Return the actions by the menu they stand in, in order."""
    found: dict[str, list[ActionSpec]] = {}
    for action in actions:
        if action.menu:
            found.setdefault(action.menu, []).append(action)
    return {menu: tuple(those) for menu, those in found.items()}
