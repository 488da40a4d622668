(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const bar = byId("corrections"), topic = bar.dataset.topic;
  const forms = new Map(); // line -> its fields, made when first asked for
  const STATUSES = ["confirmed", "planned", "tentative", "cancelled", "postponed", "past"];
  const HEAD = "# Put this beside briefgen.toml. Where there is a corrections.toml already, add these tables to it.\n";
  let isSaved = true;
  let count = 0; // of fields, for their ids

  // --- elements: every text goes in as text

  function make(tag, properties, ...inside) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...inside);
    return element;
  }

  function input(type, value) {
    const element = make("input", { type, defaultValue: value || "" });
    if (type === "date") element.max = "9999-12-31";
    else element.autocomplete = "off";
    return element;
  }

  function select(options, value) {
    const element = make("select", {}, ...options.map(([key, name]) => make("option", { value: key, defaultSelected: key === value }, name)));
    element.value = value;
    return element;
  }

  function labelled(name, control, isWide) {
    control.id = `k${(count += 1)}`;
    return make("p", { className: isWide ? "wide" : "" }, make("label", { htmlFor: control.id }, name), control);
  }

  const nameOf = (line) => (line.querySelector(".to") || line.firstElementChild).textContent.trim();

  // --- the fields beside a line

  function fieldsOf(line) {
    const { kind, flags, from, to, place, status, speaker, role } = line.dataset;
    const isOut = flags === "leftout";
    const placed = isOut ? [["", "left out, as it is"], ["pin", "always show"]] : [["", "shown, as it is"], ["drop", "drop"], ["pin", "always show"]];
    const fields = { placed: select(placed, ""), only: make("input", { type: "checkbox" }) };
    if (kind === "row" && !isOut) {
      const statuses = (STATUSES.includes(status) ? STATUSES : [status, ...STATUSES]).map((s) => [s, s]);
      Object.assign(fields, { from: input("date", from), to: input("date", to), title: input("text", nameOf(line)),
        place: input("text", place), status: select(statuses, status) });
    } else if (kind === "quote" && !isOut) Object.assign(fields, { speaker: input("text", speaker), role: input("text", role) });
    return Object.assign(fields, { reason: input("text", "") });
  }

  const NAMES = { placed: "In the brief", from: "First day", to: "Last day", title: "Title", place: "Place", status: "Status",
    speaker: "Speaker", role: "Role", reason: "Reason" };
  const WIDE = ["title", "reason"];

  function fill(details, line) {
    const fields = fieldsOf(line);
    let first = line.dataset.from || "";
    const only = make("label", { className: "check" }, fields.only, " only in this topic’s brief");
    const parts = Object.entries(NAMES).filter(([key]) => key in fields).map(([key, name]) => labelled(name, fields[key], WIDE.includes(key)));
    const undo = make("button", { type: "button" }, "Undo");
    const end = make("p", { className: "end wide" }, undo, make("span", { className: "note" }, "Id ", make("code", {}, line.dataset.id)));
    const body = make("div", { className: "fields" }, parts[0], only, ...parts.slice(1), end);
    body.setAttribute("role", "group");
    body.setAttribute("aria-label", `Correct: ${nameOf(line)}`);
    body.addEventListener("input", (event) => {
      if (event.target === fields.from) {
        if (fields.to.value === first) fields.to.value = fields.from.value; // an event of one day stays one
        first = fields.from.value;
      }
      check(line);
    });
    undo.addEventListener("click", () => {
      for (const control of Object.values(fields)) reset(control);
      first = line.dataset.from || "";
      check(line);
      details.open = false;
      details.firstElementChild.focus();
    });
    details.append(body);
    forms.set(line, fields);
  }

  function reset(control) {
    if (control.type === "checkbox") control.checked = false;
    else if (control.options) control.value = [...control.options].find((option) => option.defaultSelected).value;
    else control.value = control.defaultValue;
  }

  function addControl(line) {
    const summary = make("summary", {}, "Correct", make("span", { className: "sr" }, `: ${nameOf(line)}`));
    const details = make("details", { className: "correct" }, summary);
    const ready = () => forms.has(line) || fill(details, line);
    summary.addEventListener("click", ready);
    details.addEventListener("toggle", () => details.open && ready()); // opened by a search in the page
    line.querySelector(".id").after(details);
  }

  // --- what was entered, as tables of the file

  function isOther(control) {
    if (control.options) return !control.selectedOptions[0].defaultSelected;
    return folded(control.value) !== folded(control.defaultValue);
  }

  const folded = (text) => text.trim().replace(/\s+/g, " ");

  function daysOf({ from, to }) {
    const first = from.value || to.value, last = to.value || from.value;
    return !first ? "none" : first === last ? first : `${first}/${last}`;
  }

  function fixesOf(fields) {
    const fixes = [];
    if (fields.from && (isOther(fields.from) || isOther(fields.to))) fixes.push(["date", daysOf(fields)]);
    for (const key of ["title", "place", "status", "speaker", "role"]) {
      if (!fields[key] || !isOther(fields[key])) continue;
      const value = folded(fields[key].value) || (key === "place" ? "none" : "");
      if (value) fixes.push([key, value]);
    }
    return fixes;
  }

  function tablesOf(line) {
    const fields = forms.get(line);
    if (!fields) return [];
    const aim = [line.dataset.kind, line.dataset.id], reason = folded(fields.reason.value);
    const why = reason ? [["reason", reason]] : [], fixes = fixesOf(fields), tables = [];
    if (fixes.length) tables.push(["fix", [aim, ...fixes, ...why]]);
    if (fields.placed.value) tables.push([fields.placed.value, [aim, ...(fields.only.checked ? [["topic", topic]] : []), ...why]]);
    return tables;
  }

  // A basic string of TOML 1.0: quotation mark, backslash and controls escaped, half a character pair replaced.
  function quoted(text) {
    const whole = text.replace(/\p{Cs}/gu, "\ufffd");
    const escape = (c) => (c === '"' || c === "\\" ? `\\${c}` : `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
    return `"${whole.replace(/["\\\u0000-\u001f\u007f]/g, escape)}"`;
  }

  const comment = (text) => `# ${folded(text.replace(/\p{Cs}/gu, "\ufffd").replace(/[\u0000-\u001f\u007f]/g, " "))}`;

  function written(line) {
    return tablesOf(line).map(([verb, pairs]) =>
      `\n${comment(nameOf(line))}\n[[${verb}]]\n${pairs.map(([key, value]) => `${key} = ${quoted(value)}\n`).join("")}`).join("");
  }

  // --- the bar with the button

  function check(line) {
    const { from, to } = forms.get(line);
    if (to) to.setCustomValidity(from.value && to.value && to.value < from.value ? "The last day lies before the first." : "");
    line.querySelector(".correct").classList.toggle("on", tablesOf(line).length > 0);
    isSaved = false;
    show();
  }

  function show() {
    const entered = [...forms.keys()].reduce((sum, one) => sum + tablesOf(one).length, 0);
    const text = entered ? `${entered} correction${entered === 1 ? "" : "s"} entered` : "No corrections entered";
    if (byId("c-count").textContent !== text) byId("c-count").textContent = text;
    byId("c-save").disabled = !entered;
    bar.classList.toggle("on", entered > 0);
    return entered;
  }

  function firstFault() {
    for (const fields of forms.values()) {
      const wrong = Object.values(fields).find((control) => !control.validity.valid);
      if (wrong) return wrong;
    }
    return null;
  }

  function save() {
    const wrong = firstFault();
    if (wrong) {
      if (wrong.closest("[hidden]")) byId("f-clear").click();
      wrong.closest("details").open = true;
      wrong.reportValidity();
      return;
    }
    const text = HEAD + lines.filter((line) => forms.has(line)).map(written).join("");
    const url = URL.createObjectURL(new Blob([text], { type: "application/toml" }));
    make("a", { href: url, download: "corrections.toml" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
    isSaved = true;
  }

  const lines = [...document.querySelectorAll(".line[data-kind]")];
  lines.forEach(addControl);
  bar.hidden = lines.length === 0;
  byId("c-save").addEventListener("click", save);
  addEventListener("beforeunload", (event) => {
    if (!isSaved && show()) event.preventDefault();
  });
  show();
})();
