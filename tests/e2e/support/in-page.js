/**
 * What tests ask of a page from inside it. Each function runs there, so it stands alone and in plain JavaScript.
 */

/** Whether an element has the focus, in its own document. */
export const hasFocus = element => element === element.ownerDocument.activeElement;

/** Whether the page's focus is in the widget. */
export const widgetHasFocus = () => document.activeElement?.hasAttribute('data-foyer-widget') ?? false;

/** The colour that an element stands on. */
export const groundOf = element => getComputedStyle(element).backgroundColor;

export const box = element => element.getBoundingClientRect().toJSON();

/** The sum of all layout shifts so far. */
export const layoutShift = () =>
  new Promise(resolve => {
    let sum = 0;
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) sum += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
  });

/** Notes, from now on, how many rows of the conversation were measured before what they say was laid out. */
export const watchGuessedRows = () => {
  window.guessedRows = 0;
  new MutationObserver(() => {
    for (const row of document.querySelectorAll('.row'))
      if (row.innerText === '' && row.textContent !== '') window.guessedRows += 1;
  }).observe(document, { childList: true, subtree: true, characterData: true });
};

export const guessedRows = () => window.guessedRows;

/** What a single-page application does to a page: another address, other content. */
export const changePage = () => {
  history.pushState({}, '', '/autre');
  document.querySelector('main').replaceChildren('Une autre page');
};

export const replaceBody = () => {
  const body = document.createElement('body');
  body.textContent = 'Un autre corps';
  document.body.replaceWith(body);
};

export const addPlace = id => {
  const later = document.createElement('div');
  later.id = id;
  document.querySelector('main').append(later);
};

export const focusSearch = () => document.querySelector('input').focus();

export const rootOverflow = () => document.documentElement.style.overflow;

/** Whether an element stands where a person sees it in what scrolls around it. */
export const isInSightOfScroller = element => {
  const own = element.getBoundingClientRect();
  const frame = element.closest('[data-scroller]').getBoundingClientRect();
  return own.top >= frame.top && own.bottom <= Math.min(frame.bottom, innerHeight) && own.height > 0;
};

export const isInSight = element => element.getBoundingClientRect().top < innerHeight;

/** `Foyer.method(...values)` */
export const callFoyer = call => window.Foyer[call[0]](...call.slice(1));

/** Names of the events heard, once each. */
export const heardEvents = () => [...new Set(window.heard.map(each => each.split(' ')[0]))].sort();

/** Pastes a file into a field, as from the clipboard. */
export const pasteFile = (field, name) => {
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File(['%PDF-1.7'], name, { type: 'application/pdf' }));
  field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
};

/** Writes down, in `data-said`, every line a live region is given. */
export const announcements = region => {
  region.dataset.said = '';
  new MutationObserver(records => {
    for (const { addedNodes } of records)
      for (const node of addedNodes)
        region.dataset.said += (region.dataset.said ? '\n' : '') + node.textContent;
  }).observe(region, { childList: true });
};

/** What sticks out of the document to a side, or can no longer be reached by scrolling. */
export const isCut = body =>
  [...body.querySelectorAll('button, textarea, input, p, h1')]
    .filter(element => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 1 && (left < -1 || right > innerWidth + 1) && !element.closest('.code, .table');
    })
    .map(element => element.outerHTML.slice(0, 120));

/** Puts a preview into the page as the administration does, and shows it `message` (none: later) with a port. */
export const embedPreview = message =>
  new Promise(resolve => {
    const frame = document.createElement('iframe');
    frame.id = 'preview';
    frame.src = '/widget/preview/';
    frame.setAttribute('sandbox', 'allow-scripts allow-forms');
    frame.width = '480';
    frame.height = '760';
    const channel = new MessageChannel();
    window.previewCalls = channel.port1;
    window.addEventListener('message', event => {
      if (event.source !== frame.contentWindow || event.data.type !== 'preview-ready') return;
      if (message) frame.contentWindow.postMessage(message, '*', message.launcher ? [] : [channel.port2]);
      resolve();
    });
    document.body.replaceChildren(frame);
  });

export const showInPreview = message =>
  document.querySelector('#preview').contentWindow.postMessage(message, '*');

/** Answers what the preview asks through its port. */
export const answerPreview = () => {
  const port = window.previewCalls;
  port.onmessage = ({ data: { id, call, input } }) => {
    const source = { number: 1, title: 'Règlement', page: 2, pages: '2', quote: 'le passage', places: 1 };
    if (call === 'source') {
      port.postMessage({ id, result: { ...source, before: 'avant ', after: ' après' } });
      return;
    }
    const ids = { conversationId: crypto.randomUUID(), messageId: crypto.randomUUID() };
    const message = {
      id: ids.messageId,
      sender: { kind: 'bot', name: null },
      content: `Réponse à : ${input.message} [1]`,
      status: 'complete',
      sources: [source],
      citations: [0],
      doubts: [],
      toCheck: false,
      abstained: false,
      feedback: null,
      attachments: [],
      tools: [],
      clientMessageId: null,
      createdAt: new Date().toISOString(),
    };
    port.postMessage({ id, event: { type: 'started', ...ids } });
    port.postMessage({ id, event: { type: 'finished', message } });
    port.postMessage({ id, done: true });
  };
};

export const sayToOneself = message => window.postMessage(message, '*');

/** Drops a file onto an element, as dragged from a folder; `over` only holds it there. */
export const dropFile = (target, { name, over = false }) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(['%PDF-1.7'], name, { type: 'application/pdf' }));
  target.dispatchEvent(
    new DragEvent(over ? 'dragover' : 'drop', { dataTransfer, bubbles: true, cancelable: true }),
  );
};

/** A field of the administration that somebody types in. */
export const addField = () => {
  const field = document.createElement('input');
  field.id = 'edited';
  document.body.prepend(field);
  field.focus();
};

/** Runs before the page: notes how launchers look, each time they look otherwise than the time before. */
export const watchLaunchers = () => {
  const seen = (window.seenLaunchers = []);
  const note = () => {
    const button = document.querySelector('[data-foyer-widget]')?.shadowRoot?.querySelector('.launcher');
    if (button) {
      const { left, right } = button.getBoundingClientRect();
      const side = left < innerWidth - right ? 'left' : 'right';
      const look = `${getComputedStyle(button).backgroundColor} ${side} ${button.querySelector('.label').textContent}`;
      if (seen.at(-1) !== look) seen.push(look);
    }
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
};

/** Once the page was drawn anew, and nothing is left to do: what follows the size of the window is drawn after it. */
export const drawn = () =>
  new Promise(resolve => {
    const idle = () =>
      requestIdleCallback(() => requestAnimationFrame(() => resolve(undefined)), { timeout: 1_000 });
    requestAnimationFrame(() => requestAnimationFrame(idle));
  });

/** Goes on to another page of the interface, as a link does: once it is drawn. */
export const goOn = path =>
  new Promise((resolve, reject) => {
    if (location.hash === `#${path}`) return resolve(undefined);
    const late = setTimeout(() => reject(new Error(`${path} was not drawn in 20 s`)), 20_000);
    const arrived = window.__TSR_ROUTER__.subscribe('onRendered', () => {
      clearTimeout(late);
      arrived();
      resolve(undefined);
    });
    location.hash = path;
  });

/** Notes from now on when the first step of an answer comes and goes, whether the answer stands beside it, what is heard. */
export const watchSteps = heading => {
  const seen = { asked: 0, appeared: 0, vanished: 0, together: false, heard: [] };
  window.seenSteps = seen;
  window.addEventListener('keydown', () => (seen.asked ||= performance.now()), { capture: true });
  const regions = () => [...document.querySelectorAll('[role=status].visually-hidden')];
  let said = regions().map(region => region.textContent);
  new MutationObserver(() => {
    const shown = document.querySelector(`section[aria-label="${heading}"]`);
    if (shown !== null) seen.appeared ||= performance.now();
    else if (seen.appeared > 0) seen.vanished ||= performance.now();
    if (shown?.closest('[role=article]').textContent.includes('Quatre jours ouvrés')) seen.together = true;
    const words = regions().map(region => region.textContent);
    seen.heard.push(...words.filter(each => each !== '' && !said.includes(each)));
    said = words;
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
};

export const stepsSeen = () => window.seenSteps;
