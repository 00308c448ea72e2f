"""What a screen reader sees: another process at the accessibility bus, asked in lines of JSON and answering in them.

It is no part of the program and imports nothing of it. The system's own Python runs it, because the bindings of the
bus (`python3-gi`, `gir1.2-atspi-2.0`) are installed there. Its requests:

    {"do": "tree", "app": NAME}                        every window in sight, all that is in it
    {"do": "press", "app": NAME, "name": N, "role": R} the first action of the first such node
    {"do": "focus", "app": NAME, "name": N, "role": R} the cursor to it
    {"do": "type", "keys": TEXT}                       as on a keyboard
    {"do": "heard"}                                    what was announced since the last time
"""

import json
import sys
import time
from typing import Any

import gi  # type: ignore[import-not-found]  # the system's Python has it

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found]  # noqa: E402  # only after its version was named

HEARD = (
    "object:property-change:accessible-name",
    "object:property-change:accessible-value",
    "object:announcement",
    "object:state-changed:focused",
    "object:state-changed:checked",
)
CHILDREN = 400  # of one node; a table of thousands is not read whole
DEEP = 40
Node = Any  # of the bindings, which have no types
Told = dict[str, Any]
_heard: list[Told] = []


def told(node: Node) -> Told | None:
    """One node without its children; None where it has gone meanwhile."""
    try:
        states = [one.value_nick for one in node.get_state_set().get_states()]
        found = {
            "role": node.get_role_name(),
            "name": node.get_name() or "",
            "states": states,
            "at": node.get_index_in_parent(),
        }
        if "showing" in states:
            found["description"] = node.get_description() or ""
            actions = node.get_action_iface()
            found["actions"] = actions.get_n_actions() if actions is not None else 0
            table = node.get_table_iface()
            if table is not None:
                found["rows"], found["columns"] = table.get_n_rows(), table.get_n_columns()
    except GLib.Error:
        return None
    return found


def tree(node: Node, deep: int = 0) -> Told | None:
    """A node and all that shows below it."""
    found = told(node)
    if found is None or deep > DEEP or (deep > 1 and "showing" not in found["states"]):
        return None
    below, number = [], 0
    try:
        number = node.get_child_count()
        for at in range(min(number, CHILDREN)):
            child = node.get_child_at_index(at)
            inner = tree(child, deep + 1) if child is not None else None
            if inner is not None:
                below.append(inner)
    except GLib.Error:
        pass
    found["children"], found["number"] = below, number
    return found


def program(name: str) -> Node:
    """The program on the bus."""
    desktop = Atspi.get_desktop(0)
    for at in range(desktop.get_child_count()):
        one = desktop.get_child_at_index(at)
        if one is not None and one.get_name() == name:
            return one
    return None


def windows(app: Node) -> list[Node]:
    """Those in sight."""
    found = (app.get_child_at_index(at) for at in range(app.get_child_count()))
    return [
        one
        for one in found
        if one is not None and one.get_state_set().contains(Atspi.StateType.SHOWING)
    ]


def find(node: Node, name: str, role: str) -> Node:
    """The first node in sight of this name and role."""
    if node.get_name() == name and node.get_role_name() == role:
        return node
    for at in range(min(node.get_child_count(), CHILDREN)):
        child = node.get_child_at_index(at)
        if child is None or not child.get_state_set().contains(Atspi.StateType.SHOWING):
            continue
        found = find(child, name, role)
        if found is not None:
            return found
    return None


def asked_node(asked: Told) -> Node:
    """The node that is meant, in whichever window."""
    app = program(asked["app"])
    for window in windows(app) if app is not None else []:
        found = find(window, asked["name"], asked["role"])
        if found is not None:
            return found
    return None


def type_keys(text: str) -> None:
    """Each character as a key; `\\n` is Enter, `\\t` is Tab, `\\b` takes one back."""
    codes = {"\n": 0xFF0D, "\t": 0xFF09, "\b": 0xFF08}
    for one in text:
        Atspi.generate_keyboard_event(codes.get(one, ord(one)), None, Atspi.KeySynthType.SYM)
        time.sleep(0.03)


def answer(asked: Told) -> object:
    """What is asked for."""
    do = asked["do"]
    if do == "tree":
        app = program(asked["app"])
        return None if app is None else [tree(one) for one in windows(app)]
    if do == "heard":
        found, _heard[:] = list(_heard), []
        return found
    if do == "type":
        type_keys(asked["keys"])
        return True
    node = asked_node(asked)
    if node is None:
        return False
    if do == "press":
        return node.get_action_iface().do_action(0)
    return node.get_component_iface().grab_focus()


def on_heard(event: Node) -> None:
    """Something was announced."""
    try:
        source = event.source
        _heard.append(
            {"what": event.type, "name": source.get_name() or "", "said": str(event.any_data)}
        )
    except GLib.Error:
        pass


def say(found: object) -> None:
    """One line."""
    sys.stdout.write(f"{json.dumps(found)}\n")
    sys.stdout.flush()


def on_line(channel: Node, _condition: object) -> bool:
    """One request."""
    line = channel.readline()
    if not line:
        Atspi.event_quit()
        return False
    try:
        found = answer(json.loads(line))
    except GLib.Error as failure:  # it went while it was read
        found = {"failure": failure.message}
    say(found)
    return True


def listen() -> None:
    """Until nobody asks any more."""
    listener = Atspi.EventListener.new(on_heard)
    for kind in HEARD:
        listener.register(kind)
    GLib.io_add_watch(
        sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, on_line
    )
    say("ready")
    Atspi.event_main()


listen()
