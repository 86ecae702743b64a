"""The page of a pack of 2,000 assets in Chromium, from the disk: until it can be used, and from a key to paint."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from typing import Final

from enable_desktop.words import Words
from exports.packs.page import page
from resources.words import translations
from tests.bench.library import percentile
from tests.bench.result import Result
from tests.browser import chromium, opened_browser
from tests.exports.pack_samples import many

ASSETS: Final = 2_000
OPENINGS: Final = 5
TYPED: Final = ("price", "price dis", "цена", "цена кл", "security", "возр")

# From a key until the frame with its answer was handed over to be drawn.
READ: Final = """() => new Promise((done) => {
  const look = () => performance.getEntriesByName("read").length ? done() : setTimeout(look, 20);
  look();
})"""
"""Waits until the texts are read, which goes on while the page is used."""

TYPE: Final = """async (typed) => {
  const search = document.getElementById("search");
  const drawn = () => new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(null);
  }));
  const taken = [];
  for (const words of typed) {
    for (let end = 1; end <= words.length + 1; end++) {
      await drawn();
      const begun = performance.now();
      search.value = end > words.length ? "" : words.slice(0, end);
      search.dispatchEvent(new Event("input"));
      await drawn();
      taken.push(performance.now() - begun);
    }
  }
  return taken;
}"""
"""Types words letter by letter into the search; the milliseconds of each key."""


def results() -> list[Result]:
    """Nothing where no Chromium is installed."""
    path = chromium()
    if path is None:
        print("the page of a pack is not measured: no Chromium is installed here")
        return []
    with tempfile.TemporaryDirectory() as folder, opened_browser(path) as browser:
        file = Path(folder) / "index.html"
        file.write_text(page(many(ASSETS), Words("en", translations("en"))), encoding="utf-8")
        usable, keys = [], []
        for _ in range(OPENINGS):
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            opened = context.new_page()
            opened.goto(file.as_uri())
            usable.append(float(opened.evaluate("performance.getEntriesByName('usable')[0].startTime")))
            opened.evaluate(READ)
            keys += [float(each) for each in opened.evaluate(TYPE, list(TYPED))]
            context.close()
        note = f"{file.stat().st_size / 1e6:.0f} MB of page"
    return [
        Result(name="pack page of 2,000 assets: usable", ours=statistics.median(usable), limit=1_000.0, note=note),
        Result(name="its key to painted results, 95th percentile", ours=percentile(keys), limit=50.0),
    ]
