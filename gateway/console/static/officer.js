// Clocks count down by the minute. The server's own words stand there without this script, and are right for the moment of the page.
"use strict";
(() => {
  const language = document.documentElement.lang;
  const said = (count, unit) => new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(count);
  const show = () => {
    for (const one of document.querySelectorAll("[data-until]")) {
      const left = Date.parse(one.dataset.until) - Date.now();
      const minutes = Math.floor(Math.abs(left) / 60000);
      const time = `${said(Math.floor(minutes / 60), "hour")} ${said(minutes % 60, "minute")}`;
      one.textContent = (left >= 0 ? one.dataset.left : one.dataset.over).replace("#", time);
    }
  };
  setInterval(show, 60000);
})();
