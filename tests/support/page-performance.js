/** What a page notes of its own speed, with the browser's own means. Each function runs in the page, alone. */

/** Installed before the page loads. */
export const watchPerformance = () => {
  const noted = { launcher: null, longest: 0, shift: 0 };
  window.noted = noted;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) noted.longest = Math.max(noted.longest, entry.duration);
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) noted.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  new MutationObserver((_records, observer) => {
    if (document.querySelector('[data-foyer-widget]') === null) return;
    observer.disconnect();
    // Drawn, and taking clicks: the frame after the one it appears in.
    requestAnimationFrame(() => setTimeout(() => (noted.launcher = performance.now())));
  }).observe(document, { childList: true, subtree: true });
};

/**
 * Milliseconds from the end of loading to the launcher (0 when it was there before), the longest task that held up the
 * page (0 when none took over 50 ms), and the layout shift nobody caused.
 */
export const readPerformance = () => {
  const [navigation] = performance.getEntriesByType('navigation');
  const loaded = Math.max(
    navigation.loadEventEnd,
    // An async script may come after the page: what counts is how long the widget takes, not the network.
    performance.getEntriesByType('resource').find(({ name }) => /\/widget\/[\w-]+\.js$/.test(name))
      .responseEnd,
  );
  const { launcher, longest, shift } = window.noted;
  return { launcher: Math.max(0, launcher - loaded), longest, shift };
};

export const hasLauncher = () => window.noted.launcher !== null;
