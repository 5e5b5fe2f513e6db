/** Figures come alive where scripts run: each is drawn when it comes into view. */
const watcher = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    watcher.unobserve(target);
    const { data, layout, config } = JSON.parse(target.querySelector("script").textContent);
    const place = document.createElement("div");
    // The size of the picture in its place.
    place.style.width = `${layout.width}px`;
    place.style.height = `${layout.height}px`;
    target.replaceChildren(place);
    Plotly.newPlot(place, data, { ...layout, autosize: false }, { ...config, responsive: false });
  }
}, { rootMargin: "300px" });
for (const figure of document.querySelectorAll(".figure")) watcher.observe(figure);
