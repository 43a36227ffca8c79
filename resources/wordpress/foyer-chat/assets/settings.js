/**
 * The list of pages on the settings page: shown when it counts, and searched by title, also among pages that are not
 * in it. Without this script the whole list stands there.
 *
 * License: GPL-2.0-or-later
 */
(function (wp) {
  'use strict';

  var __ = wp.i18n.__;
  var TYPING_PAUSE_MS = 250;
  var FOUND_MAXIMUM = 20;

  var where = document.getElementById('foyer-chat-where');
  var choices = document.getElementById('foyer-chat-choices');
  var list = document.getElementById('foyer-chat-pages');
  var field = document.getElementById('foyer-chat-search');
  var says = document.getElementById('foyer-chat-found');
  if (!where || !choices || !list || !field || !says) {
    return;
  }

  function showWhenItCounts() {
    choices.hidden = where.querySelector('input:checked').value !== 'chosen';
  }
  where.addEventListener('change', showWhenItCounts);
  showWhenItCounts();
  field.closest('p').hidden = false;

  /** Letters as people look for them: without accents and capitals. */
  function plain(text) {
    return text
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase();
  }

  function rows() {
    return Array.prototype.slice.call(list.children);
  }

  /** Leaves the rows whose title holds the words, and every ticked one. Returns how many hold them. */
  function filter(words) {
    var matching = 0;
    rows().forEach(function (row) {
      var matches = plain(row.querySelector('span').textContent).indexOf(words) >= 0;
      matching += matches ? 1 : 0;
      row.hidden = !matches && !row.querySelector('input').checked;
    });
    return matching;
  }

  function add(found) {
    var known = rows().some(function (row) {
      return row.querySelector('input').value === String(found.id);
    });
    if (known) {
      return;
    }
    var row = document.createElement('li');
    var label = document.createElement('label');
    var box = document.createElement('input');
    var title = document.createElement('span');
    box.type = 'checkbox';
    box.name = 'foyer_chat_settings[pages][]';
    box.value = String(found.id);
    // Titles come as HTML; a document of its own reads them without running anything.
    title.textContent = new DOMParser().parseFromString(found.title, 'text/html').body.textContent;
    label.append(box, ' ', title);
    row.append(label);
    list.append(row);
  }

  var pause = 0;
  var asked = null;

  function search() {
    var typed = field.value.trim();
    var words = plain(typed);
    var matching = filter(words);
    says.textContent = '';
    if (asked) {
      asked.abort();
      asked = null;
    }
    if (typed === '') {
      return;
    }
    asked = new AbortController();
    wp.apiFetch({
      path: wp.url.addQueryArgs('/wp/v2/search', {
        search: typed,
        type: 'post',
        subtype: 'any',
        per_page: FOUND_MAXIMUM,
      }),
      signal: asked.signal,
    }).then(
      function (found) {
        found.forEach(add);
        matching = filter(words);
        says.textContent = matching === 0 ? __('No page has this in its title.', 'foyer-chat') : '';
      },
      function (error) {
        if (error.name === 'AbortError') {
          return;
        }
        says.textContent = __(
          'The search did not work. The pages listed here can still be chosen.',
          'foyer-chat',
        );
      },
    );
  }

  field.addEventListener('input', function () {
    window.clearTimeout(pause);
    pause = window.setTimeout(search, TYPING_PAUSE_MS);
  });
  field.addEventListener('keydown', function (event) {
    if (event.key === 'Enter') {
      event.preventDefault(); // would save the settings
      search();
    }
  });
})(window.wp);
