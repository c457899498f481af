/*
 * Runs before the first paint so that a dark page never flashes white, and again when the system or another tab changes its mind. A
 * file of its own because the CSP allows no inline script.
 */
(function () {
  var isSystemDark = matchMedia('(prefers-color-scheme: dark)');

  function recall() {
    try {
      return localStorage.getItem('mantine-color-scheme-value');
    } catch {
      /* storage is switched off: the system's setting decides */
      return null;
    }
  }

  function paint() {
    var stored = recall();
    var dark = stored === 'dark' || (stored !== 'light' && isSystemDark.matches);
    document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  }

  paint();
  isSystemDark.addEventListener('change', paint);
  addEventListener('storage', paint);
})();
