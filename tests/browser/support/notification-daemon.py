"""The desktop's notification service (freedesktop.org, "Desktop Notifications Specification"), on a bus of its own.

Says one JSON line for each notification that is shown or closed, and presses what a JSON line of its input names:
{"id": 1, "key": "default"}.
"""

import json
import sys

from gi.repository import Gio, GLib

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
INTERFACE = """
<node><interface name="org.freedesktop.Notifications">
  <method name="Notify">
    <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
    <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/>
  </method>
  <method name="CloseNotification"><arg type="u" direction="in"/></method>
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <method name="GetServerInformation">
    <arg type="s" direction="out"/><arg type="s" direction="out"/>
    <arg type="s" direction="out"/><arg type="s" direction="out"/>
  </method>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
  <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
</interface></node>
"""
DISMISSED, CLOSED_BY_APP = 2, 3

connection = Gio.bus_get_sync(Gio.BusType.SESSION)
last_id = 0


def say(**line):
    print(json.dumps(line), flush=True)


def emit(signal, types, *values):
    connection.emit_signal(None, PATH, NAME, signal, GLib.Variant(types, values))


def close(id, reason):
    say(event="closed", id=id)
    emit("NotificationClosed", "(uu)", id, reason)


def notify(_app, replaced, _icon, title, body, actions, _hints, _timeout):
    global last_id
    if replaced == 0:
        last_id += 1
    id = replaced or last_id
    say(event="shown", id=id, title=title, body=body, actions=dict(zip(actions[::2], actions[1::2])))
    return GLib.Variant("(u)", (id,))


def called(_connection, _sender, _path, _interface, method, parameters, invocation):
    if method == "Notify":
        invocation.return_value(notify(*parameters.unpack()))
    elif method == "CloseNotification":
        invocation.return_value(None)
        close(parameters.unpack()[0], CLOSED_BY_APP)
    elif method == "GetCapabilities":
        invocation.return_value(GLib.Variant("(as)", (["body", "actions"],)))
    else:
        invocation.return_value(GLib.Variant("(ssss)", ("konusma-tests", "konusma", "1", "1.2")))


def press(channel, _condition):
    line = channel.readline()
    if not line:
        loop.quit()
        return False
    pressed = json.loads(line)
    emit("ActionInvoked", "(us)", pressed["id"], pressed["key"])
    close(pressed["id"], DISMISSED)
    return True


interface = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
connection.register_object(PATH, interface, called, None, None)
Gio.bus_own_name_on_connection(
    connection, NAME, Gio.BusNameOwnerFlags.NONE, lambda *_: say(event="ready"), lambda *_: loop.quit()
)
GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, press)
loop = GLib.MainLoop()
loop.run()
