#!/usr/bin/env python3
"""Checks the status page in Chromium: check.py FOLDER-OF-FIXTURES BEHAVIOUR

Prints what is wrong and ends with 1, or prints nothing and ends with 0.
"""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.getcwd(), ".build/test-python"))

from chromium import Chromium
from status_server import StatusServer

BEHAVIOURS = {}


def behaviour(name):
    def remember(check):
        BEHAVIOURS[name] = check
        return check
    return remember


def expect(actual, expected, what):
    if actual != expected:
        raise AssertionError(f"{what}: {actual!r} instead of {expected!r}")


def text(browser, selector):
    return browser.evaluate(f"document.querySelector({json.dumps(selector)}).textContent")


def tile_states(browser):
    """How many tiles in the document say what."""
    words = browser.evaluate(
        "[...document.querySelectorAll('.tile .word')].map(word => word.textContent)")
    return {word: words.count(word) for word in words}


def opened(browser, server, query=""):
    browser.open(server.url + query)
    browser.wait("document.querySelector('.tile')", "the first tile")
    browser.wait("document.getElementById('connection').textContent === 'Live'")


def go_to(browser, server, step, done):
    server.go_to(step)
    browser.wait(f"document.getElementById('done').textContent === '{done}'", f"{done} done")
    browser.frames()


@behaviour("goes from grey to green as events come")
def grey_to_green(browser, server):
    opened(browser, server)
    expect(tile_states(browser), {"not seen": 12}, "tiles at first")
    expect(text(browser, "#total"), "12", "the total")
    go_to(browser, server, 2, 3)
    expect(tile_states(browser),
           {"own fetched": 3, "failed": 1, "common fetched": 1, "acknowledged": 1, "told": 2,
            "not seen": 4}, "tiles on the way")
    expect(browser.evaluate("document.getElementById('bar').getAttribute('aria-label')"),
           "4 not seen, 2 told, 1 acknowledged, 1 common fetched, 3 own fetched, 1 failed", "the bar")
    go_to(browser, server, 3, 12)
    expect(tile_states(browser), {"own fetched": 12}, "tiles at last")
    colours = browser.evaluate(
        "[...new Set([...document.querySelectorAll('.tile')].map(tile => getComputedStyle(tile).color))]")
    expect(colours, ["rgb(27, 110, 60)"], "their colour")
    expect(browser.evaluate("document.title"), "12/12 · hq", "the title")


@behaviour("shows the time line of a phone, and follows it")
def time_line(browser, server):
    server.go_to(1)
    opened(browser, server, "?token=t0ken")
    browser.click("#phone-808287000003")
    browser.wait("document.querySelectorAll('#detail-history li').length === 3")
    expect(browser.evaluate("document.querySelectorAll('#detail-steps li.open').length"), 2,
           "steps not taken yet")
    go_to(browser, server, 3, 12)
    browser.wait("document.querySelectorAll('#detail-history li').length === 9", "the whole time line")
    parts = browser.evaluate(
        "[...document.querySelectorAll('#detail-history .part')].map(part => part.textContent)")
    expect(parts, ["SIP", "SIP", "SIP", "TFTP", "TFTP", "SIP", "HTTP", "HTTP"][:len(parts)]
           if len(parts) == 8 else parts, "protocols")
    for part in ("SIP", "TFTP", "HTTP"):
        assert part in parts, f"{part} is not in the time line: {parts}"
    history = text(browser, "#detail-history")
    for word in ("asked for its server", "was told tftp://192.0.2.1", "acknowledged the URL",
                 "fetched a000000000020.cfg", "the phone fell silent after block 2",
                 "fetched 808287000003.cfg"):
        assert word in history, f"“{word}” is not in the time line: {history}"
    assert "own fetched" in text(browser, "#detail-state")
    expect(browser.evaluate("document.querySelectorAll('#detail-steps li.open').length"), 0,
           "steps not taken")
    # A token that the page was opened with goes along.
    asked = [url for url in browser.requests if "/phones/" in url or "/events" in url]
    assert asked and all("token=t0ken" in url for url in asked), asked
    browser.click("#detail-close")
    browser.wait("document.getElementById('detail').hidden")


@behaviour("filters, searches and orders")
def filters(browser, server):
    server.go_to(2)
    opened(browser, server)

    def names():
        browser.frames()
        return browser.evaluate(
            "[...document.querySelectorAll('.tile')].sort((a, b) => a.ariaPosInSet - b.ariaPosInSet)"
            ".map(tile => tile.querySelector('.name').textContent)")

    def search(words):
        browser.evaluate("document.getElementById('search').focus();"
                         "document.getElementById('search').select()")
        browser.type(words)

    expect(names(), ["Ana García", "Conference room 2, second floor", "Desk 4", "Desk 6", "Desk 7",
                     "Desk 8", "Desk 9", "Desk 10", "Reception", "80:82:87:00:00:03", "Desk 5",
                     "Desk 11"], "phones by family and name")
    search("garcía")
    expect(names(), ["Ana García"], "phones by name")
    search("80:82:87:00:00:03")
    expect(names(), ["80:82:87:00:00:03"], "phones by MAC address")
    search("808287000003")
    expect(names(), ["80:82:87:00:00:03"], "phones by MAC address without colons")
    search("192.0.2.12 a20")
    expect(names(), ["Conference room 2, second floor"], "phones by address and model")
    expect(text(browser, "#shown"), "1 of 12 phones", "how many are shown")
    search("no such phone")
    expect(names(), [], "phones that do not exist")
    assert not browser.evaluate("document.getElementById('empty').hidden")
    browser.press("Escape")
    expect(len(names()), 12, "phones without a filter")
    browser.click("#states [data-state=failed]")
    expect(names(), ["80:82:87:00:00:03"], "failed phones")
    browser.click("#states [data-state=told]")
    expect(names(), ["Desk 6", "Desk 7", "80:82:87:00:00:03"], "failed phones and told ones")
    browser.click("#states [data-state=failed]")
    browser.click("#states [data-state=told]")
    browser.click("#family-list li:nth-child(2) button")
    expect(names(), ["Desk 5", "Desk 11"], "phones of a family")
    expect(browser.evaluate("document.getElementById('family').value"), "Door", "the family")
    browser.click("#family-list li:nth-child(2) button")
    browser.evaluate("document.getElementById('order').value = 'state';"
                     "document.getElementById('order').dispatchEvent(new Event('change'))")
    expect(names()[0], "80:82:87:00:00:03", "what needs people first")
    # A filter stays in force as news come.
    browser.click("#states [data-state=not_seen]")
    expect(len(names()), 4, "phones not seen")
    go_to(browser, server, 3, 12)
    expect(names(), [], "phones not seen at last")


@behaviour("can be used by keyboard alone")
def keyboard(browser, server):
    server.go_to(2)
    opened(browser, server)
    browser.press("/", code="Slash")
    browser.wait("document.activeElement.id === 'search'")
    expect(browser.evaluate("document.getElementById('search').value"), "", "the search field")
    for _ in range(30):
        if browser.evaluate("document.activeElement.id") == "tiles":
            break
        browser.press("Tab")
    expect(browser.evaluate("document.activeElement.id"), "tiles", "what Tab leads to")

    def active():
        return browser.evaluate("document.getElementById("
                                "document.activeElement.getAttribute('aria-activedescendant'))"
                                ".querySelector('.name').textContent")

    expect(active(), "Ana García", "the first phone")
    outline = browser.evaluate("getComputedStyle(document.querySelector('.tile.active')).outlineStyle")
    expect(outline, "solid", "the outline of the active phone")
    browser.press("ArrowRight")
    expect(active(), "Conference room 2, second floor", "the phone to the right")
    browser.press("ArrowLeft")
    expect(active(), "Ana García", "the phone to the left")
    browser.press("End")
    expect(active(), "Desk 11", "the last phone")
    browser.press("Home")
    columns = browser.evaluate("new Set([...document.querySelectorAll('.tile')].map("
                               "tile => tile.getBoundingClientRect().x)).size")
    browser.press("ArrowDown")
    expect(browser.evaluate("Number(document.querySelector('.tile.active').ariaPosInSet)"),
           columns + 1, "the place below")
    browser.press("Home")
    browser.press("Enter")
    browser.wait("document.activeElement.id === 'detail'")
    expect(text(browser, "#detail-name"), "Ana García", "the phone that is shown")
    browser.press("Escape")
    browser.wait("document.activeElement.id === 'tiles'")
    assert browser.evaluate("document.getElementById('detail').hidden")
    expect(active(), "Ana García", "the phone after that")


@behaviour("fits a narrow window")
def narrow(browser, server):
    browser.resize(320, 640, is_phone=True)
    server.go_to(server.last_step)
    opened(browser, server)
    sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    expect(browser.evaluate(sideways), 0, "sideways scrolling")
    browser.evaluate("document.getElementById('unknown-details').open = true")
    browser.wait("document.querySelectorAll('#unknown-list li').length === 3")
    expect(browser.evaluate(sideways), 0, "sideways scrolling with unknown phones")
    browser.click("#phone-808287000001")
    browser.wait("document.querySelectorAll('#detail-history li').length > 3")
    expect(browser.evaluate(sideways), 0, "sideways scrolling with a phone")
    expect(browser.evaluate("document.activeElement.id"), "detail", "where the focus is")
    box = browser.evaluate("(() => { const box = document.getElementById('detail')"
                           ".getBoundingClientRect(); return [box.left, box.right, box.bottom]; })()")
    expect(box, [0, 320, 640], "the place of the phone")
    small = browser.evaluate(
        "[...document.querySelectorAll('button, input, select, .tile')].filter(control =>"
        " control.getClientRects().length && control.getBoundingClientRect().height < 24).length")
    expect(small, 0, "controls too small for a finger")


@behaviour("is dark where dark is wanted")
def dark(browser, server):
    opened(browser, server)

    def ground():
        return browser.evaluate("getComputedStyle(document.body).backgroundColor")

    browser.prefer("light")
    expect(ground(), "rgb(244, 246, 248)", "the ground by day")
    browser.prefer("dark")
    expect(ground(), "rgb(18, 21, 26)", "the ground by night")
    expect(browser.evaluate("getComputedStyle(document.body).color"), "rgb(231, 235, 240)",
           "the text by night")


@behaviour("comes back when the connection breaks, and catches up")
def reconnects(browser, server):
    opened(browser, server)
    go_to(browser, server, 1, 0)
    # An answer that makes the browser give up, so that the page must try again by itself.
    server.events_status = 503
    server.break_connections()
    browser.wait("document.getElementById('connection').dataset.state === 'lost'")
    assert "lost" in text(browser, "#connection")
    server.go_to(2)
    server.events_status = 200
    browser.wait("document.getElementById('done').textContent === '3'", "what was missed")
    browser.wait("document.getElementById('connection').textContent === 'Live'")
    assert server.asked_from[-1].startswith("run1-"), server.asked_from
    # A connection that merely breaks, which the browser mends.
    asked = len(server.asked_from)
    server.break_connections()
    server.go_to(3)
    browser.wait("document.getElementById('done').textContent === '12'", "what was missed again")
    assert len(server.asked_from) > asked
    browser.errors = [error for error in browser.errors if "503" not in error]


@behaviour("makes no markup of what strangers say, and copies snippets")
def strangers(browser, server):
    server.go_to(server.last_step)
    opened(browser, server)
    browser.click("#unknown-details summary")
    browser.wait("document.querySelectorAll('#unknown-list li').length === 3")
    browser.click("#phone-808287000000")
    browser.wait("document.querySelector('#detail-history .failed')")
    assert "<img src=x onerror=" in text(browser, "#detail-history")
    assert "<script>" in text(browser, "#detail-name")
    assert "<img src=x" in text(browser, "#unknown-list")
    expect(browser.evaluate("document.querySelectorAll('img, li script').length"), 0, "elements made")
    expect(browser.evaluate("window.broken === undefined"), True, "nothing ran")
    expect(text(browser, "#unknown-list pre"),
           "  - mac: 80:82:87:ff:ff:ff\n    model:   # see the label below the phone\n", "the snippet")
    expect(browser.evaluate("document.querySelectorAll('#unknown-list button').length"), 2,
           "buttons that copy")
    browser.call("Browser.grantPermissions",
                 permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    browser.click("#unknown-list button")
    browser.wait("document.querySelector('#unknown-list button').textContent === 'Copied'")
    expect(browser.evaluate("navigator.clipboard.readText()"), text(browser, "#unknown-list pre"),
           "what was copied")


@behaviour("draws the progress, and says it in words")
def progress(browser, server):
    opened(browser, server)
    assert "Nothing was heard" in text(browser, "#plot-text")
    go_to(browser, server, 3, 12)
    said = text(browser, "#plot-text")
    assert said.startswith("Of 12 phones, 12 were heard of since ") and \
        "12 fetched their own file (solid), the last one at " in said, said
    path = browser.evaluate("document.querySelector('#plot .done').getAttribute('d')")
    expect(path.count("V"), 12, "steps of the curve")
    assert path.split("V")[-1].startswith("8.0H"), path
    expect(browser.evaluate("[...document.querySelectorAll('#plot text')].slice(0, 3)"
                            ".map(text => text.textContent)"), ["0", "6", "12"], "the scale")


@behaviour("asks no other host, and runs no foreign script")
def isolation(browser, server):
    server.go_to(3)
    opened(browser, server)
    browser.evaluate("(() => { const script = document.createElement('script');"
                     "script.textContent = 'window.foreign = 1'; document.body.append(script); })()")
    browser.wait("document.querySelector('body > script:last-child').textContent.length > 0")
    expect(browser.evaluate("window.foreign === undefined"), True, "a foreign script did not run")
    assert any("Content Security Policy" in error for error in browser.errors), browser.errors
    browser.errors.clear()
    elsewhere = [url for url in browser.requests if not url.startswith((server.url, "data:", "about:"))]
    expect(elsewhere, [], "requests to others")


@behaviour("shows 10,000 phones with few elements")
def many(browser, server):
    opened(browser, server)

    def few():
        elements = browser.evaluate("document.querySelectorAll('*').length")
        assert elements < 1000, f"{elements} elements"
        tiles = browser.evaluate("document.querySelectorAll('.tile').length")
        assert 10 < tiles < 150, f"{tiles} tiles"

    few()
    expect(text(browser, "#shown"), "10,000 phones", "how many are shown")
    server.go_to(1)
    browser.wait("document.getElementById('done').textContent === '5,000'")
    few()
    browser.evaluate("document.getElementById('tiles').focus()")
    browser.press("End")
    browser.wait("document.querySelector('.tile.active')?.ariaPosInSet === '10000'", "the last phone")
    few()
    box = browser.evaluate("(() => { const box = document.querySelector('.tile.active')"
                           ".getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; })()")
    expect(box, True, "the last phone can be seen")
    server.go_to(2)
    browser.wait("document.getElementById('done').textContent === '10,000'")
    expect(tile_states(browser).keys() | set(), {"own fetched"}, "tiles at the end")
    browser.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    browser.frames()
    few()
    seen = browser.evaluate("[...document.querySelectorAll('.tile')].filter(tile => {"
                            "const box = tile.getBoundingClientRect();"
                            "return box.bottom > 0 && box.top < innerHeight; }).length")
    assert seen > 10, f"{seen} tiles in the window"


@behaviour("has nothing that axe finds inaccessible")
def accessible(browser, server):
    import axe_core_python
    import glob
    folder = os.path.dirname(axe_core_python.__file__)
    [axe] = glob.glob(f"{folder}/**/axe.min.js", recursive=True)
    with open(axe, encoding="utf-8") as file:
        program = file.read()
    server.go_to(server.last_step)
    for width, scheme in ((1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")):
        browser.resize(width, 800)
        browser.prefer(scheme)
        opened(browser, server)
        browser.evaluate(program + "; true")
        browser.evaluate("document.getElementById('unknown-details').open = true")
        browser.wait("document.querySelector('#unknown-list li')")
        find(browser, f"{width} px, {scheme}")
        browser.click("#phone-808287000001")
        browser.wait("document.querySelectorAll('#detail-history li').length > 3")
        find(browser, f"{width} px, {scheme}, with a phone")


def find(browser, where):
    findings = browser.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then(result => result.violations.map("
        "rule => `${rule.id}: ${rule.help}: ${rule.nodes.map(node => node.html).slice(0, 3).join(' ')}`))")
    expect(findings, [], f"what axe finds, {where}")


def main():
    folder, name = sys.argv[1:3]
    server = StatusServer(folder)
    browser = Chromium()
    try:
        BEHAVIOURS[name](browser, server)
        browser.frames()
        expect(browser.errors, [], "errors of the page")
    except AssertionError as error:
        print(error)
        return 1
    finally:
        browser.close()
        server.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
