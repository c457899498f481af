/*
 * While CloudApp is updated, a page of the new release may ask a server of the one before for its code, which does not have it yet.
 * Loads such a page again after a pause, a few times, and then says so; a page that has begun looks after itself. A file of its own,
 * before everything else: what is missing may be the page's own code, and the CSP allows no inline script.
 */
(function () {
  var key = 'cloudapp-load-again';
  var most = 5;
  var forgetAfterMs = 120_000;
  var isHandled = false;

  addEventListener(
    'error',
    function (event) {
      var wanted = event.target.src || event.target.href;
      if (isHandled || !/\/assets\//.test(wanted) || hasBegun()) return;
      isHandled = true;
      var times = recall();
      if (times >= most) {
        sayThatItIsMissing();
        return;
      }
      setTimeout(
        function () {
          // On a slow computer the page begins after a part of it has failed, and says so itself.
          if (!hasBegun()) location.reload();
        },
        1000 * 2 ** times,
      );
    },
    // What fails to load tells nobody above it, but passes through the window on its way down.
    true,
  );

  function hasBegun() {
    var root = document.getElementById('root');
    return root !== null && root.hasChildNodes();
  }

  /* How often it was tried already, this time included from now on; without storage nobody could count, so never again. */
  function recall() {
    try {
      var [since, times] = (sessionStorage.getItem(key) || '').split(' ').map(Number);
      if (!since || Date.now() - since > forgetAfterMs) [since, times] = [Date.now(), 0];
      sessionStorage.setItem(key, since + ' ' + (times + 1));
      return times;
    } catch {
      return most;
    }
  }

  function sayThatItIsMissing() {
    var say = function () {
      var text = document.createElement('p');
      text.setAttribute('role', 'alert');
      text.textContent = 'CloudApp is being updated. Load this page again in a minute.';
      document.getElementById('root').append(text);
    };
    if (document.readyState === 'loading') addEventListener('DOMContentLoaded', say);
    else say();
  }
})();
