/* What Material's script expects of the page before it runs: three functions that keep a reader's choices in this
   browser, and the colours chosen earlier, set before the first paint. Material writes them into each page; here they
   are a file, so that the policy of the page can refuse every inline script. */
(() => {
  "use strict";

  const site = new URL("../../", document.currentScript.src);
  const name = (key, scope) => `${scope.pathname}.${key}`;

  window.__md_hash = (text) => [...text].reduce((sum, letter) => ((sum << 5) - sum + letter.charCodeAt(0)) | 0, 0);

  window.__md_get = (key, store, scope = site) => {
    try {
      return JSON.parse((store ?? localStorage).getItem(name(key, scope)));
    } catch {
      return null; // the browser keeps nothing for this site, or something else wrote there
    }
  };

  window.__md_set = (key, value, store, scope = site) => {
    try {
      (store ?? localStorage).setItem(name(key, scope), JSON.stringify(value));
    } catch {
      // a choice that cannot be kept holds for this page
    }
  };

  /* The page for missing addresses speaks the language of the address that was asked for. */
  const { lostEn, lostZh } = document.currentScript.dataset;
  const page = document.documentElement;
  if (lostEn) {
    const chinese = location.pathname.startsWith(`${site.pathname}zh/`);
    page.dataset.kbAsked = chinese ? "zh" : "en";
    page.lang = chinese ? "zh-Hans" : "en";
    document.title = chinese ? lostZh : lostEn;
  }

  /* What the search page offers before anything is asked is not shown for a moment to who has asked. */
  page.classList.toggle("kb-asks", [...new URLSearchParams(location.search).values()].some(Boolean));

  const colours = { ...window.__md_get("__palette")?.color };
  if (colours.media === "(prefers-color-scheme)") {
    const now = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    const option = document.querySelector(`[data-md-color-media="(prefers-color-scheme: ${now})"]`);
    for (const key of ["media", "scheme", "primary", "accent"]) {
      colours[key] = option?.getAttribute(`data-md-color-${key}`) ?? colours[key];
    }
  }
  for (const key of ["media", "scheme", "primary", "accent"]) {
    if (typeof colours[key] === "string") document.body.setAttribute(`data-md-color-${key}`, colours[key]);
  }
})();
