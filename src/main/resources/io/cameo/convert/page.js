"use strict";
(() => {
  const byId = id => document.getElementById(id);
  const gallery = byId("gallery");
  const search = byId("search");
  const sort = byId("sort");
  const found = byId("found");
  const big = byId("big");

  const tiles = [...gallery.children].map((item, order) => {
    const data = item.firstElementChild.dataset;
    const labels = data.l === "" ? [] : data.l.split(" ");
    return {
      item, order, data,
      key: data.k,
      label: labels.length === 0 ? undefined : number(labels[0]),
      size: Number(data.s), width: Number(data.w), height: Number(data.h),
      bad: item.firstElementChild.querySelector(".broken") !== null,
      text: (data.k + " " + data.l).toLowerCase()
    };
  });
  let shown = tiles;
  let current = 0;

  function number(text) {
    return text === "" ? undefined : Number(text);
  }

  // Stored labels are 32-bit floats: 0.1 must find what was stored for it.
  function same(field, a, b) {
    return field === "label" ? Object.is(Math.fround(a) + 0, Math.fround(b) + 0) : a === b;
  }

  const comparisons = {
    "<": (a, b) => a < b, ">": (a, b) => a > b, "<=": (a, b) => a <= b, ">=": (a, b) => a >= b
  };

  // One word of a search: a test of a tile.
  function condition(word) {
    if (word.toLowerCase() === "is:bad") {
      return tile => tile.bad;
    }
    const parts = /^(key|label|size|width|height)(<=|>=|:|=|<|>)(.+)$/i.exec(word);
    if (parts === null) {
      return substring(word);
    }
    const field = parts[1].toLowerCase();
    const operator = parts[2];
    const value = parts[3];
    if (operator === ":" || operator === "=") {
      if (field === "key") {
        const range = /^(\d+)-(\d+)$/.exec(value);
        return tile => tile.key === value
            || (range !== null && /^\d+$/.test(tile.key) && inside(Number(tile.key), range));
      }
      const range = /^(-?[\d.]+)-(-?[\d.]+)$/.exec(value);
      if (range !== null) {
        return tile => inside(tile[field], range);
      }
      const wanted = /^nan$/i.test(value) ? NaN : Number(value);
      if (Number.isNaN(wanted) && !/^nan$/i.test(value)) {
        return substring(word);
      }
      return tile => tile[field] !== undefined && same(field, tile[field], wanted);
    }
    const limit = Number(value);
    if (Number.isNaN(limit)) {
      return substring(word);
    }
    const compare = comparisons[operator];
    return tile => compare(field === "key" ? Number(tile.key) : tile[field], limit);
  }

  function inside(value, range) {
    return value >= Number(range[1]) && value <= Number(range[2]);
  }

  function substring(word) {
    const wanted = word.toLowerCase();
    return tile => tile.text.includes(wanted);
  }

  const orders = {
    record: (a, b) => a.order - b.order,
    label: (a, b) => up(a.label, b.label) || a.order - b.order,
    large: (a, b) => b.size - a.size || a.order - b.order,
    small: (a, b) => a.size - b.size || a.order - b.order
  };

  function up(a, b) {
    const left = a === undefined || Number.isNaN(a) ? Infinity : a;
    const right = b === undefined || Number.isNaN(b) ? Infinity : b;
    return left === right ? 0 : left < right ? -1 : 1;
  }

  function apply() {
    const tests = search.value.trim().split(/\s+/).filter(word => word !== "").map(condition);
    shown = tiles.filter(tile => tests.every(test => test(tile))).sort(orders[sort.value]);
    const visible = new Set(shown);
    for (const tile of tiles) {
      tile.item.hidden = !visible.has(tile);
    }
    if (sort.dataset.now !== sort.value) {
      sort.dataset.now = sort.value;
      gallery.append(...[...tiles].sort(orders[sort.value]).map(tile => tile.item));
    }
    found.textContent = shown.length === tiles.length
        ? tiles.length.toLocaleString("en") + " shown"
        : shown.length.toLocaleString("en") + " of " + tiles.length.toLocaleString("en");
    byId("nothing").hidden = shown.length > 0;
  }

  function remember() {
    const query = search.value.trim();
    history.replaceState(null, "", query === "" ? location.pathname : "#" + encodeURIComponent(query));
  }

  function look(text) {
    search.value = text;
    apply();
    remember();
  }

  function recall() {
    const hash = location.hash.slice(1);
    if (byId(hash) !== null) {
      return;
    }
    try {
      search.value = decodeURIComponent(hash);
    } catch {
      search.value = "";
    }
    apply();
  }

  function open(index) {
    current = (index + shown.length) % shown.length;
    const tile = shown[current];
    const small = tile.item.querySelector("img");
    const image = big.querySelector("img");
    image.hidden = small === null;
    image.src = small === null ? "data:," : small.src;
    image.alt = small === null ? "" : small.alt;
    const reason = big.querySelector(".stage p");
    reason.hidden = small !== null;
    reason.textContent = small === null ? tile.item.querySelector(".broken").textContent : "";
    big.querySelector("#bigkey bdi").textContent = tile.key;
    const facts = [
      ["label", tile.data.n === undefined ? tile.data.l : tile.data.l + " and " + tile.data.n + " more"],
      ["size", tile.size < 0 ? "" : tile.size.toLocaleString("en") + " bytes"],
      ["image", tile.data.i], ["position", tile.data.p], ["offset", tile.data.o]
    ];
    const list = big.querySelector("dl");
    list.replaceChildren();
    for (const [name, value] of facts) {
      if (value !== undefined && value !== "") {
        const term = document.createElement("dt");
        term.textContent = name;
        const text = document.createElement("dd");
        text.textContent = value;
        list.append(term, text);
      }
    }
    if (!big.open) {
      big.showModal();
    }
  }

  gallery.addEventListener("click", event => {
    const button = event.target.closest(".tile");
    if (button !== null) {
      open(shown.findIndex(tile => tile.item === button.parentElement));
    }
  });
  big.addEventListener("click", event => {
    if (event.target === big || event.target.id === "close") {
      big.close();
    } else if (event.target.id === "before") {
      open(current - 1);
    } else if (event.target.id === "after") {
      open(current + 1);
    }
  });
  big.addEventListener("keydown", event => {
    if (event.key === "ArrowLeft") {
      open(current - 1);
    } else if (event.key === "ArrowRight") {
      open(current + 1);
    }
  });
  big.addEventListener("close", () => {
    const tile = shown[current];
    tile.item.scrollIntoView({block: "nearest"});
    tile.item.firstElementChild.focus();
  });
  document.addEventListener("click", event => {
    const bar = event.target.closest(".bar[data-q]");
    if (bar !== null) {
      look(bar.dataset.q);
      byId("finder").scrollIntoView();
    }
  });
  document.addEventListener("keydown", event => {
    if (event.key === "/" && !big.open && document.activeElement !== search) {
      event.preventDefault();
      search.focus();
    }
  });
  search.addEventListener("input", apply);
  search.addEventListener("change", remember);
  sort.addEventListener("change", apply);
  byId("form").addEventListener("submit", event => {
    event.preventDefault();
    remember();
  });
  window.addEventListener("hashchange", recall);
  byId("finder").hidden = false;
  recall();
})();
