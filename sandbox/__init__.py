"""A Slack-shaped workspace on this machine: for trying the app out, and for its tests.

It answers the Web API as Slack does (its errors, limits and oddities included), delivers signed
commands, actions, submissions and events to one app, and lets people be played, on a page or from
a program. It is a sandbox, not Slack: no search, no reactions, no other apps, one workspace.
It imports nothing of the app, and the app imports nothing of it: they meet over HTTP.

    from sandbox.server import serve
    from sandbox.settings import Person, Settings
    from sandbox.driver import Workspace

    grace = Person("U0GRACE", "Grace Okafor", "grace@health.example", "Health visitor", "Health")
    sandbox = serve(Settings(people=(grace,), signing_secret="s", bot_token="xoxb-1"))
    # the app: AsyncWebClient(base_url=sandbox.url + "/api/", token="xoxb-1")
    workspace = Workspace(sandbox.url)
    workspace.delivers_to("http://127.0.0.1:3000/slack/events")
    workspace.reaches("2026-04-02T15:00+01:00")          # the clock stands where it is put

    grace = workspace.person("Grace Okafor")
    grace.types("/escalate")                               # in the app's direct messages
    grace.fills({"What happened?": "...", "Who with": "Sam Reed"})   # by label or block id
    modal = grace.submits()                                # None when it has closed
    assert modal.errors == {}
    grace.channels[-1].messages[0].replies                 # a channel, its root, its thread
    grace.presses("I have this", in_=grace.channels[-1])   # newest message holding that button
    grace.posts("We spoke today.", in_thread_of=grace.channels[-1].messages[0])
    grace.notices[-1].text                                 # what only she was shown
    grace.waits_for(lambda: grace.modal, called="the form")  # for what the app does later

Acts wait until the app has acknowledged. What the app does after that is waited for with
waits_for, which looks again at every change. A Message is what its reader saw: pressing a button
in one that has changed since is a stale press. Faults: workspace.fails("chat.postMessage", "429",
times=2, retry_after=1); also "500", "timeout", "drop_after_accept" and "error" with error="...".
workspace.events lists every event with the app's answers; delivers_again() repeats one.
"""
