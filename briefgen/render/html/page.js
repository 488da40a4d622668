"use strict";
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const narrow = matchMedia("(max-width: 899px)");
  const left = byId("left"), pane = byId("articles"), bar = byId("bar"), hint = byId("hint");
  const lines = [...document.querySelectorAll(".line")];
  const counted = lines.filter((line) => "flags" in line.dataset);
  const groups = [...document.querySelectorAll(".group, .static")];
  const filters = [byId("f-person"), byId("f-issue"), byId("f-flag")];
  const owners = new Map(); // id of evidence or article -> the line that it belongs to
  for (const line of lines) {
    const first = Number(line.dataset.first || 0);
    for (let n = 0; n < Number(line.dataset.count || 0); n += 1) owners.set(`e${first + n}`, line);
    if (line.dataset.article && !owners.has(line.dataset.article)) owners.set(line.dataset.article, line);
  }
  let chosen = null; // the line whose article is open
  let current = 0; // the number of the evidence shown, 0 for a whole article
  let keepFocus = false; // for the next route: whether focus stays where it is

  root.classList.add("js");
  byId("filters").hidden = false;
  hint.hidden = false;

  // --- the article beside the line

  function marksOf(anchor) {
    const all = [...anchor.closest("article").querySelectorAll("mark")];
    const start = all.indexOf(anchor.parentElement);
    return all.slice(start, start + Number(anchor.dataset.n));
  }

  function evidenceOf(line) {
    const first = Number(line.dataset.first || 0);
    return Array.from({ length: Number(line.dataset.count || 0) }, (_, n) => byId(`e${first + n}`)).filter(Boolean);
  }

  function choose(line) {
    if (chosen) chosen.removeAttribute("aria-current");
    chosen = line;
    if (!line) return;
    line.setAttribute("aria-current", "true");
    if (line.hidden) clearFilters();
    if (!narrow.matches) line.scrollIntoView({ block: "nearest" });
  }

  function openArticle(article) {
    for (const other of pane.querySelectorAll("article.open")) if (other !== article) other.classList.remove("open");
    for (const mark of pane.querySelectorAll("mark.mine, mark.now")) mark.classList.remove("mine", "now");
    article.classList.add("open");
    hint.hidden = true;
    bar.hidden = false;
    setLayer(true);
  }

  function showEvidence(id) {
    const anchor = byId(id), article = anchor.closest("article"), line = owners.get(id);
    choose(line);
    openArticle(article);
    const all = line ? evidenceOf(line) : [anchor];
    for (const one of all) if (article.contains(one)) for (const mark of marksOf(one)) mark.classList.add("mine");
    const marks = marksOf(anchor);
    for (const mark of marks) mark.classList.add("now");
    current = Number(id.slice(1));
    tell(all.indexOf(anchor), all.length, anchor.dataset.rule, article);
    bringIntoView(marks, article);
    moveFocus(marks[0]);
  }

  function showArticle(id) {
    choose(owners.get(id) || null);
    openArticle(byId(id));
    current = 0;
    tell(-1, 0, "", byId(id));
    pane.scrollTop = 0;
    moveFocus(byId(`${id}h`));
  }

  function bringIntoView(marks, article) {
    const top = marks[0].getBoundingClientRect().top, bottom = marks[marks.length - 1].getBoundingClientRect().bottom;
    const head = article.getBoundingClientRect().top;
    const room = pane.clientHeight - bar.offsetHeight;
    if (bottom - head < room * 0.8) pane.scrollTop = 0; // the head of the article fits above the words
    else pane.scrollTop += top - pane.getBoundingClientRect().top - bar.offsetHeight - Math.max(16, (room - (bottom - top)) / 3);
  }

  function tell(at, count, rule, article) {
    const title = article.querySelector("h3").textContent;
    const which = count > 1 ? `Evidence ${at + 1} of ${count}` : count ? "Evidence" : "Article";
    const note = document.createElement("small");
    note.textContent = rule ? ` · rule ${rule}` : "";
    byId("which").replaceChildren(which, note);
    byId("steps").hidden = count < 2;
    byId("earlier").disabled = at <= 0;
    byId("later").disabled = at >= count - 1;
    byId("say").textContent = `${which}: ${title}`;
  }

  function moveFocus(element) {
    if (keepFocus && !narrow.matches) return;
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }

  function setLayer(isOpen) {
    root.classList.toggle("reading", isOpen);
    left.inert = isOpen && narrow.matches;
  }

  function closePane() {
    for (const article of pane.querySelectorAll("article.open")) article.classList.remove("open");
    choose(null);
    bar.hidden = true;
    hint.hidden = false;
    setLayer(false);
  }

  function backToLine() {
    if (!chosen) return;
    const line = chosen;
    if (location.hash === `#${line.id}`) focusLine(line);
    else location.hash = line.id;
  }

  function focusLine(line) {
    if (narrow.matches) setLayer(false);
    const link = line.querySelector("a.to, a");
    if (!link) return;
    link.focus({ preventScroll: true });
    line.scrollIntoView({ block: narrow.matches ? "center" : "nearest" });
  }

  // --- the address says what is open: links, the browser's back button and deep links all lead here

  function route() {
    const id = location.hash.slice(1), element = id && byId(id);
    if (element && element.matches(".at")) showEvidence(id);
    else if (element && element.matches("article")) showArticle(id);
    else if (element && element.matches(".line")) {
      if (element.hidden) clearFilters();
      focusLine(element);
    } else if (!id) closePane();
    else {
      setLayer(false);
      if (element && element.closest("[hidden]")) {
        clearFilters();
        element.scrollIntoView();
      }
    }
    keepFocus = false;
  }

  function go(id, stay) {
    keepFocus = stay;
    if (location.hash === `#${id}`) route();
    else if (chosen) location.replace(`#${id}`); // stepping leaves no trail for the back button
    else location.hash = id;
  }

  function step(by) {
    const all = chosen ? evidenceOf(chosen) : [];
    const next = all[all.findIndex((one) => one.id === `e${current}`) + by];
    if (next) go(next.id, true);
  }

  function stepLine(by) {
    const seen = lines.filter((line) => !line.closest("[hidden]") && line.querySelector("a.to"));
    const at = seen.indexOf(chosen || document.activeElement.closest(".line"));
    const next = seen[at < 0 ? (by > 0 ? 0 : seen.length - 1) : at + by];
    if (!next) return;
    const link = next.querySelector("a.to");
    if (!narrow.matches) link.focus({ preventScroll: true });
    go(link.hash.slice(1), true);
  }

  addEventListener("hashchange", route);
  narrow.addEventListener("change", () => setLayer(Boolean(chosen) && root.classList.contains("reading")));

  left.addEventListener("click", (event) => {
    const control = event.target.closest("a, button, select, label, details");
    if (control) {
      if (control.hash && control.hash === location.hash) {
        event.preventDefault();
        route();
      }
      return;
    }
    const line = event.target.closest(".line"), link = line && line.querySelector("a.to");
    if (link && getSelection().isCollapsed) link.click();
  });
  byId("back").addEventListener("click", backToLine);
  byId("earlier").addEventListener("click", () => step(-1));
  byId("later").addEventListener("click", () => step(1));

  const keys = { j: () => stepLine(1), k: () => stepLine(-1), n: () => step(1), p: () => step(-1) };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    if (event.key === "Escape") backToLine();
    else if (byId("letters").checked && keys[event.key]) keys[event.key]();
    else return;
    event.preventDefault();
  });

  // --- filters

  function clearFilters() {
    for (const filter of filters) filter.value = "";
    applyFilters();
  }

  function applyFilters() {
    const [person, issue, flag] = filters.map((filter) => filter.value);
    const has = (list, value) => !value || list.split(" ").includes(value);
    let shown = 0;
    for (const line of counted) {
      const { people, issues, flags } = line.dataset;
      line.hidden = !(has(people, person) && has(issues, issue) && has(flags, flag));
      if (!line.hidden) shown += 1;
    }
    const active = Boolean(person || issue || flag);
    for (const group of groups) group.hidden = active && !group.querySelector(".line:not([hidden])");
    const text = active ? `${shown} of ${counted.length} lines` : `${counted.length} line${counted.length === 1 ? "" : "s"}`;
    byId("f-count").textContent = text;
    byId("f-clear").hidden = !active;
    byId("f-nothing").hidden = shown > 0 || !active;
    byId("filters").classList.toggle("on", active);
    const names = filters.filter((filter) => filter.value).map((filter) => filter.selectedOptions[0].textContent);
    byId("f-note").textContent = `Not the whole brief: ${text}, chosen by ${names.join(", ")}.`;
    byId("f-note").hidden = !active;
  }

  for (const filter of filters) filter.addEventListener("change", applyFilters);
  byId("f-clear").addEventListener("click", () => {
    clearFilters();
    filters[0].focus();
  });

  applyFilters();
  if (location.hash) route();
})();
