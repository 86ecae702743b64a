"use strict";
document.documentElement.className = "live";
// Where a browser is too old for what follows, the page stays as it is without a script.
addEventListener("error", () => {
  if (!performance.getEntriesByName("usable").length) document.documentElement.className = "";
});
document.addEventListener("DOMContentLoaded", () => {
  const FIRST = 10;                    // so many hits are shown at once, and so many once typing rests
  const MOST = 40;
  const SLICE = 12;                    // milliseconds of reading texts between two frames
  const said = JSON.parse(document.getElementById("words").textContent);
  const language = document.documentElement.lang;
  const plural = new Intl.PluralRules(language);
  const one = (selector, from = document) => from.querySelector(selector);
  // Always below something small: a page has fifty thousand elements and more.
  const all = (selector, from) => from ? [...from.querySelectorAll(selector)] : [];
  const figures = new Intl.NumberFormat(language);
  const number = (count) => figures.format(count);

  function counted(forms, count) {
    return (forms[plural.select(count)] ?? forms.many).replace("#", number(count));
  }
  function filled(text, values) {
    return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }
  function icon(name) {
    const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    drawn.setAttribute("class", "icon");
    drawn.setAttribute("aria-hidden", "true");
    use.setAttribute("href", "#i-" + name);
    drawn.append(use);
    return drawn;
  }
  function element(tag, className, ...children) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  // Text as it is compared: case, accents and ё folded; й is a letter of its own. Words stand between blanks.
  function folded(text) {
    const plain = text.normalize("NFKD").toLowerCase().replaceAll("ß", "ss").split("и\u0306")
      .map((part) => part.replace(/\p{M}+/gu, "")).join("й");
    return " " + plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim() + " ";
  }
  const textOf = (node) => node ? node.textContent : "";
  // What the forms of an English or a Russian word have in common, so that one of them finds the others.
  const FLEETING = /(?:[ое]к|к(?:[аиуе]|ой|ам|ах|ами))$/;
  const ENDING = /(?:[аиыя]ми|[ое]го|[ое]му|[аяиы]х|[аяоеиы]м|[ое]в|[аоуыэюяиеьй]{1,2})$/;
  function stem(word) {
    if (!/[а-я]/.test(word)) {
      const kept = word.replace(/(?:ies|y)$/, "");
      return kept.length < 4 ? word : kept.replace(/([^su])s$/, "$1");
    }
    return [word.replace(FLEETING, ""), word.replace(ENDING, "")].find((kept) => kept !== word && kept.length >= 3) ?? word;
  }
  const typed = () => folded(search.value).split(" ").filter(Boolean);

  // ---- the items: what they say is folded little by little, so that the page can be used at once

  const groups = one("#groups");
  const found = one("#found");
  const parts = [...groups.children].flatMap((group) => [...group.children].filter((node) => node.localName === "ul"));
  const items = parts.flatMap((part) => [...part.children]).map((node, place) => ({
    node,
    place,
    part: node.parentNode,
    asset: Number(node.dataset.asset),
    values: null,
    title: null,
    lead: "",
    shown: true,
  }));
  const byAsset = new Map(items.map((item) => [item.asset, item]));
  const texts = new Map();             // by first letter: the words of all texts, each with the places of its items
  const details = (item) => item.node.firstElementChild;
  const body = (item) => document.getElementById("a" + item.asset);
  const leads = [...one("#content").children].filter((node) => node.matches(".lead, .intro"));
  let unread = 0;

  function readHead(item) {
    item.values = item.node.dataset.values ? item.node.dataset.values.split(" ").map(Number) : [];
    item.title = folded(textOf(one(".title", item.node)));
    item.lead = folded(textOf(one(".question", item.node)) + " " + textOf(one(".summary", item.node)));
  }
  // Where the items of a word are kept; however it is written, it is kept once, and folded once.
  const asWritten = new Map();
  function placesOf(written) {
    let kept = asWritten.get(written);
    if (kept) return kept;
    kept = folded(written).split(" ").filter(Boolean).map((word) => {
      let alike = texts.get(word[0]);
      if (!alike) texts.set(word[0], alike = new Map());
      let places = alike.get(word);
      if (!places) alike.set(word, places = []);
      return places;
    });
    asWritten.set(written, kept);
    return kept;
  }
  function readOn() {
    const until = performance.now() + SLICE;
    while (unread < items.length && performance.now() < until) {
      const item = items[unread++];
      if (item.title === null) readHead(item);
      const written = new Set(all(".find", body(item)).map(textOf).join(" ").match(/[\p{L}\p{N}\p{M}]+/gu));
      for (const word of written) for (const places of placesOf(word)) if (places.at(-1) !== item.place) places.push(item.place);
    }
    if (unread < items.length) {
      setTimeout(readOn, 0);
      return;
    }
    asWritten.clear();
    performance.mark("read");
    if (search.value.trim()) show();
  }

  // The places of the items in whose text a word begins like this.
  function inTexts(start) {
    const marked = new Uint8Array(items.length);
    for (const [word, places] of texts.get(start[0]) ?? []) {
      if (word.startsWith(start)) for (const place of places) marked[place] = 1;
    }
    return marked;
  }

  // How well an item fits: a word in the title counts most, in the text least; nothing where one is missing.
  function fit(item, terms) {
    let score = 0;
    for (const { start, whole, marked } of terms) {
      if (item.title.includes(whole)) score += 10;
      else if (item.title.includes(start)) score += 9;
      else if (item.lead.includes(start)) score += 3;
      else if (marked[item.place]) score += 1;
      else return 0;
    }
    return score;
  }

  // ---- search and filters

  const search = one("#search");
  const facets = one("#facets");
  const boxes = all("input", facets).map((node) => ({
    node,
    value: Number(node.dataset.value),
    facet: node.dataset.facet,
    label: node.closest("label"),
    name: one("bdi", node.closest("label")).textContent,
    count: one("small", node.closest("label")),
  }));
  const facetOf = [];
  for (const box of boxes) facetOf[box.value] = box.facet;
  const head = one("#count");
  const chips = one("#chips");
  const status = one("#status");
  const nothing = one("#nothing");
  const allFound = one("#all-found");
  let widened = false;
  let order = [];                      // the rows that can be seen, as the arrow keys go through them
  let ranked = [];
  let searching = false;
  let telling = 0;

  function chosen() {
    const byFacet = new Map();
    for (const box of boxes) {
      if (!box.node.checked) continue;
      if (!byFacet.has(box.facet)) byFacet.set(box.facet, new Set());
      byFacet.get(box.facet).add(box.value);
    }
    return byFacet;
  }
  function has(item, values) {
    return item.values.some((value) => values.has(value));
  }

  function show() {
    const terms = typed()
      .map((word) => ({ start: " " + stem(word), whole: " " + word, marked: inTexts(stem(word)) }));
    const filters = chosen();
    const counts = [];
    const hits = [];
    for (const item of items) {
      if (item.title === null) readHead(item);
      const score = terms.length ? fit(item, terms) : 1;
      if (!score) continue;
      const missed = [];
      for (const [facet, values] of filters) if (!has(item, values)) missed.push(facet);
      if (missed.length > 1) continue;
      for (const value of item.values) {
        if (!missed.length || missed[0] === facetOf[value]) counts[value] = (counts[value] ?? 0) + 1;
      }
      if (!missed.length) hits.push({ item, score });
    }
    if (terms.length) hits.sort((a, b) => b.score - a.score || a.item.place - b.item.place);
    if (terms.length) showRanked(hits.map((hit) => hit.item));
    else showGrouped(new Set(hits.map((hit) => hit.item)));
    showCounts(counts);
    showHead(hits.length, terms.length > 0 || filters.size > 0, filters);
  }

  function showGrouped(wanted) {
    setHits([]);
    searching = false;
    allFound.hidden = true;
    groups.classList.remove("away");
    const sizes = new Map();
    for (const item of items) {
      const shown = wanted.has(item);
      if (shown) sizes.set(item.part, (sizes.get(item.part) ?? 0) + 1);
      if (shown !== item.shown) {
        item.node.hidden = !shown;
        item.shown = shown;
      }
    }
    for (const part of parts) {
      part.hidden = !sizes.has(part);
      part.className = "items n" + (sizes.get(part) ?? 1);
    }
    for (const group of groups.children) group.hidden = ![...group.children].some((part) => part.localName === "ul" && !part.hidden);
    order = items.filter((item) => item.shown).map((item) => details(item).firstElementChild);
  }

  function showRanked(hits) {
    groups.classList.add("away");
    searching = true;
    ranked = hits;
    setHits(hits.slice(0, FIRST));
    if (widened) fill();
    allFound.hidden = widened || hits.length <= MOST;
    if (!allFound.hidden) allFound.firstElementChild.textContent = said.all + " (" + number(hits.length) + ")";
  }

  function fill() {
    const wanted = widened ? ranked : ranked.slice(0, MOST);
    if (searching && order.length < wanted.length) setHits(wanted);
  }

  // A hit has a row of its own, which is used for one item after the other: a browser takes long to put a new
  // <details> into a large page. What it opens is lent to it by the item, and given back.
  const rows = [];
  function makeRows(count) {
    const made = [];
    while (rows.length < count) {
      const row = { item: null, summary: document.createElement("summary") };
      row.opening = element("details", "", row.summary);
      row.node = element("li", "item off", row.opening);
      row.opening.addEventListener("toggle", () => { if (row.item && row.opening.open) lend(row); });
      rows.push(row);
      made.push(row.node);
    }
    found.append(...made);
  }
  function lend(row) {
    const lent = body(row.item);
    if (lent.parentNode !== row.opening) moved(lent, row.opening);
  }
  function give(row, item) {
    if (row.item === item) return;
    if (row.item) {
      const lent = body(row.item);
      if (lent.parentNode === row.opening) {
        details(row.item).open = row.opening.open;
        moved(lent, details(row.item));
      }
      row.opening.open = false;
    }
    row.item = item;
    row.node.classList.toggle("off", !item);
    row.summary.replaceChildren();
    if (!item) return;
    row.summary.append(...[...details(item).firstElementChild.children].map((part) => part.cloneNode(true)));
    const title = one(".title", row.summary);
    const higher = element("h3", "title", ...title.childNodes);
    higher.dir = "auto";
    title.replaceWith(higher);
  }
  const rowOf = (item) => rows.find((row) => row.item === item);
  function setHits(shown) {
    const opened = rows.filter((row) => row.item && row.opening.open).map((row) => row.item);
    const wanted = new Set(shown);
    makeRows(shown.length);
    for (const row of rows) if (row.item && !wanted.has(row.item)) give(row, null);
    rows.forEach((row, place) => give(row, shown[place] ?? null));
    for (const item of opened) {
      const row = rowOf(item);
      if (!row || row.opening.open) continue;
      row.opening.open = true;
      lend(row);
    }
    order = shown.map((item, place) => rows[place].summary);
  }
  // A player that is moved goes on playing where the browser can do that.
  function moved(node, parent) {
    if (parent.moveBefore) parent.moveBefore(node, null);
    else parent.append(node);
  }

  function showCounts(counts) {
    for (const box of boxes) {
      const count = counts[box.value] ?? 0;
      const text = number(count);
      if (box.count.textContent !== text) box.count.textContent = text;
      box.label.classList.toggle("none", count === 0);
    }
  }

  function showHead(count, narrowed, filters) {
    const text = counted(said.items, count);
    head.textContent = narrowed ? text : head.dataset.all;
    for (const lead of leads) lead.hidden = narrowed;
    nothing.hidden = count > 0;
    const made = [];
    if (filters.size) for (const box of boxes) if (box.node.checked) made.push(chip(box));
    chips.replaceChildren(...made);
    clearTimeout(telling);
    telling = setTimeout(() => {
      fill();
      explain();
      status.textContent = unread < items.length && search.value ? text + ". " + said.reading : text;
    }, 250);
  }

  // A hit that only its text explains shows the words around what was found, once typing rests.
  function explain() {
    const terms = typed().map(stem);
    for (const { item, node } of rows) {
      if (!item) break;
      const hidden = terms.filter((word) => !item.title.includes(" " + word) && !item.lead.includes(" " + word));
      const shown = one(".snippet", node);
      if (shown?.dataset.word === hidden[0]) continue;
      shown?.remove();
      if (hidden.length) one(".head", node).append(...around(item, hidden[0]));
    }
  }
  function around(item, word) {
    for (const part of all(".find", body(item))) {
      const text = part.textContent;
      for (const found of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
        if (!folded(found[0]).startsWith(" " + word)) continue;
        const at = found.index;
        const end = at + found[0].length;
        const before = at > 60 ? "… " + text.slice(at - 60, at).replace(/^\S*\s/, "") : text.slice(0, at);
        const after = text.slice(end, end + 80);
        const made = element("span", "snippet", before, element("mark", "", found[0]), after, end + 80 < text.length ? " …" : "");
        made.dir = "auto";
        made.dataset.word = word;
        return [made];
      }
    }
    return [];
  }

  function chip(box) {
    const made = element("button", "", element("bdi", "", box.name), icon("close"));
    made.type = "button";
    made.setAttribute("aria-label", filled(said.remove, { name: box.name }));
    made.addEventListener("click", () => {
      box.node.checked = false;
      show();
      (one("button", chips) ?? search).focus();
    });
    return made;
  }

  function clear() {
    search.value = "";
    for (const box of boxes) box.node.checked = false;
    widened = false;
    show();
  }

  search.addEventListener("input", () => { widened = false; show(); });
  search.form.addEventListener("submit", (event) => { event.preventDefault(); order[0]?.focus(); });
  for (const box of boxes) box.node.addEventListener("change", show);
  facets?.addEventListener("submit", (event) => event.preventDefault());
  one("#clear").addEventListener("click", () => { clear(); search.focus(); });
  allFound.firstElementChild.addEventListener("click", () => {
    fill();
    widened = true;
    fill();
    allFound.hidden = true;
    order[MOST]?.focus();
  });
  one("#every")?.addEventListener("click", (event) => {
    const later = one("#questions .later");
    later.classList.remove("later");
    event.currentTarget.remove();
    one("a", later).focus();
  });

  const wide = matchMedia("(min-width: 1100px)");
  const fold = facets?.firstElementChild;
  const unfold = () => { if (fold) fold.open = wide.matches; };
  wide.addEventListener("change", unfold);
  unfold();

  // ---- places: a link to an item opens it, whatever is filtered and whichever part is shown

  function look(view) {
    document.body.dataset.view = view;
    for (const tab of all("a", one("#tabs"))) {
      if (tab.dataset.tab === view) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    }
  }
  function arrive() {
    const place = /^#([aps])(\d+)$/.exec(location.hash);
    if (!place) return;
    if (place[1] !== "a") {
      look(place[1] === "p" ? "playlists" : "sheets");
      document.getElementById(place[0].slice(1))?.scrollIntoView();
      return;
    }
    const item = byAsset.get(Number(place[2]));
    if (!item) return;
    look("content");
    const row = rowOf(item);
    if (!row && (searching || !item.shown)) clear();
    const opening = row ? row.opening : details(item);
    if (row) lend(row);
    opening.open = true;
    opening.firstElementChild.scrollIntoView({ block: "start" });
    opening.firstElementChild.focus({ preventScroll: true });
  }
  addEventListener("hashchange", arrive);
  // The browser goes to the place itself once everything is loaded, which may be a line too far.
  addEventListener("load", arrive, { once: true });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (!link) return;
    if (link.dataset.tab) {
      event.preventDefault();
      look(link.dataset.tab);
      scrollTo(0, 0);
    } else if (link.hash === location.hash && /^#[aps]\d/.test(link.hash)) {
      event.preventDefault();
      arrive();
    }
  });

  // A mail that asks what is worth knowing; without a script it has its subject only.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='mailto:'][href*='?subject=']");
    if (!link || link.dataset.asks) return;
    link.dataset.asks = "";
    const title = one("h1").textContent;
    const asked = said.asked.map((line) => line.replace("{title}", () => title)).join("\r\n\r\n");
    link.href += "&body=" + encodeURIComponent(asked);
  });

  // ---- keys

  function step(event) {
    fill();
    const at = order.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: order.length - 1 }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (to < 0) search.focus();
    else order[Math.min(to, order.length - 1)].focus();
  }
  document.addEventListener("keydown", (event) => {
    const at = document.activeElement;
    const typing = at.matches("input:not([type=checkbox]), textarea, select") || at.isContentEditable;
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      look("content");
      search.focus();
      search.select();
    } else if (event.key === "Escape" && at === search) {
      event.preventDefault();
      if (search.value) { search.value = ""; widened = false; show(); } else search.blur();
    } else if (event.key === "Escape" && at.closest(".item")) {
      event.preventDefault();
      const details = at.closest(".item").firstElementChild;
      if (details.open) { details.open = false; one("summary", details).focus(); } else search.focus();
    } else if (event.key === "ArrowDown" && at === search && order.length) {
      event.preventDefault();
      order[0].focus();
    } else if (at.matches(".item > details > summary")) step(event);
  });

  // ---- what was heard is kept where the browser keeps things; where it may not, it lasts as long as the page

  const kept = (() => {
    const key = "pack " + document.body.dataset.company + " " + document.body.dataset.pack;
    let known = { heard: [], at: {} };
    try {
      const plain = JSON.parse(localStorage.getItem(key) ?? "{}");
      if (Array.isArray(plain.heard)) known.heard = plain.heard.filter(Number.isInteger);
      if (plain.at && typeof plain.at === "object") known.at = plain.at;
    } catch { /* nothing was kept, or it may not be read */ }
    const heard = new Set(known.heard);
    const save = () => {
      try { localStorage.setItem(key, JSON.stringify({ heard: [...heard], at: known.at })); } catch { /* lasts as long as the page */ }
    };
    return {
      has: (asset) => heard.has(asset),
      add(asset) { heard.add(asset); delete known.at[asset]; save(); },
      at: (asset) => Number(known.at[asset]) || 0,
      leave(asset, seconds) { known.at[asset] = Math.floor(seconds); save(); },
    };
  })();

  // ---- playlists

  const players = [];
  for (const node of all(".playlist", one("#playlists"))) players.push(playlist(node));

  function playlist(node) {
    const rows = all("ol > li", node).map((row) => {
      const asset = Number(row.dataset.asset);
      const source = one("#a" + asset + " .media");
      return { row, asset, source, title: one("a", row).textContent };
    });
    const playable = rows.filter((each) => each.source);
    const box = one(".player", node);
    const heard = one(".heard", node);
    for (const each of rows) {
      if (!each.source) each.row.prepend(element("span", "round", icon("clipboard-text-outline")));
    }
    if (!playable.length) { heard.remove(); return { pause() {} }; }
    const progress = element("progress", "");
    progress.max = playable.length;
    progress.setAttribute("aria-label", one("h2", node).textContent);
    box.append(progress);
    let now = null;
    let media = null;
    let what = null;
    let left = 0;

    for (const each of playable) {
      each.button = element("button", "round");
      each.button.type = "button";
      each.button.addEventListener("click", () => {
        if (now !== each) play(each);
        else if (media.paused) media.play().catch(paint);
        else media.pause();
      });
      each.row.prepend(each.button);
    }
    function paint() {
      const count = playable.filter((each) => kept.has(each.asset)).length;
      heard.textContent = filled(said.heardOf, { n: number(count), total: number(playable.length) });
      progress.value = count;
      for (const each of playable) {
        const isOn = each === now;
        const plays = isOn && !media.paused && !media.ended;
        const was = kept.has(each.asset);
        each.row.classList.toggle("is-on", isOn);
        each.row.classList.toggle("was-heard", was && !isOn);
        each.button.replaceChildren(icon(plays ? "pause" : was && !isOn ? "check-circle" : "play-circle-outline"));
        each.button.setAttribute("aria-label",
          (plays ? said.pause : said.play) + ": " + each.title + (was ? " (" + said.heard + ")" : ""));
        if (isOn) each.row.setAttribute("aria-current", "true"); else each.row.removeAttribute("aria-current");
      }
      if (what) {
        what.replaceChildren(
          element("small", "", filled(said.place, { n: number(playable.indexOf(now) + 1), total: number(playable.length) })),
          element("bdi", "", now.title));
      }
    }

    function play(each) {
      for (const other of players) other.pause();
      const tag = each.source.localName;
      if (!media || media.localName !== tag) build(tag);
      now = each;
      left = 0;
      media.src = each.source.getAttribute("src");
      media.setAttribute("aria-label", each.title);
      const at = kept.at(each.asset);
      if (at > 0) media.addEventListener("loadedmetadata", () => { if (at < media.duration - 2) media.currentTime = at; }, { once: true });
      media.play().catch(paint);
      paint();
    }
    function go(by) {
      const next = playable[playable.indexOf(now) + by];
      if (next) play(next);
    }
    function build(tag) {
      media?.pause();
      one(".now", box)?.remove();
      media = element(tag, "");
      media.controls = true;
      media.preload = "auto";
      for (const kind of ["play", "pause"]) media.addEventListener(kind, paint);
      media.addEventListener("timeupdate", () => {
        if (Math.abs(media.currentTime - left) < 5) return;
        left = media.currentTime;
        kept.leave(now.asset, left);
      });
      media.addEventListener("ended", () => {
        kept.add(now.asset);
        paint();
        go(1);
      });
      what = element("p", "what");
      const back = element("button", "round", icon("skip-previous"));
      const on = element("button", "round", icon("skip-next"));
      back.type = on.type = "button";
      back.setAttribute("aria-label", node.dataset.previous);
      on.setAttribute("aria-label", node.dataset.next);
      back.addEventListener("click", () => go(-1));
      on.addEventListener("click", () => go(1));
      box.append(element("div", "now", what, media, element("div", "steps", back, on)));
    }
    paint();
    return { pause() { media?.pause(); } };
  }

  // ---- cheat sheets print on one page, on A4 and on Letter

  const WIDTH = 186, HEIGHT = 250, PIXELS = 96 / 25.4;
  function fitted(sheet) {
    sheet.classList.add("is-measured");
    const heightAt = (zoom) => {
      sheet.style.width = (WIDTH * PIXELS) / zoom + "px";
      return sheet.scrollHeight * zoom;
    };
    const room = HEIGHT * PIXELS;
    const largest = () => {
      let low = 0.2, high = 1;
      if (heightAt(1) <= room) return 1;
      for (let turn = 0; turn < 9; turn++) {
        const middle = (low + high) / 2;
        if (heightAt(middle) <= room) low = middle; else high = middle;
      }
      return low;
    };
    let zoom = largest();
    if (zoom < 0.8) {
      sheet.classList.add("in-two");
      zoom = Math.max(zoom, largest());
    }
    sheet.classList.remove("is-measured");
    sheet.style.width = "";
    sheet.style.zoom = zoom;
    sheet.classList.add("is-printed");
  }
  function unfitted() {
    document.documentElement.classList.remove("one-sheet");
    for (const sheet of all(".sheet", one("#sheets"))) {
      sheet.classList.remove("is-printed", "in-two");
      sheet.style.zoom = "";
    }
  }
  for (const button of all("[data-print]", one("#sheets"))) {
    button.addEventListener("click", () => {
      unfitted();
      document.documentElement.classList.add("one-sheet");
      fitted(button.closest(".sheet"));
      print();
    });
  }
  addEventListener("beforeprint", () => {
    if (document.documentElement.classList.contains("one-sheet")) return;
    const view = document.body.dataset.view;
    document.body.dataset.view = "sheets";
    all(".sheet", one("#sheets")).forEach(fitted);
    document.body.dataset.view = view;
  });
  addEventListener("afterprint", unfitted);

  // ---- the day until which the pack was good

  const late = one("#late");
  if (late) {
    const today = new Date();
    const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    late.hidden = day <= late.dataset.until;
  }

  // A page that is gone back to still has its words and ticks.
  if (search.value || boxes.some((box) => box.node.checked)) show();
  else order = items.map((item) => details(item).firstElementChild);
  arrive();
  setTimeout(() => { makeRows(MOST); readOn(); }, 0);
  performance.mark("usable");
});
