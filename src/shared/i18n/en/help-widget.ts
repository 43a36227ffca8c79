import type { helpWidget as french } from '../fr/help-widget.ts';
import type { Words } from '../words.ts';

export const helpWidget = {
  title: 'A chatbot on your pages',
  summary: 'Step by step, the code to paste, a public site, the security of the page, what is in the way.',
  body: `The widget is a bubble in a corner of your pages. It weighs 5 kB, shows your colours as soon as it is there, asks nothing more until it is opened, and moves nothing on the page. Answers come from your documents, with their sources.

## Putting it online, step by step

The chatbot’s **Deploy** tab leads there in four steps, each with its state and the sentence that helps:

1. **Who can reach it.** Open Foyer to the local network (that is for whoever administers it), then turn on the widget of this chatbot. Addresses, a QR code and a test are under **Details**.
2. **The domain of your site**: a domain (\`www.example.org\`), all its sub-domains (\`*.example.org\`), or the address of a page, of which Foyer keeps the domain.
3. **The code, in your site.** Say what it is made with (WordPress, Shopify, Wix, Squarespace, Google Sites, HTML or another tool) and follow the steps. Without a site: a page of its own, a QR code, a kiosk.
4. **Check your page**: Foyer reads it once and says what is in the way. The **test page**, under **Details**, opens on the visitor’s device and tries each step from there.

What visitors leave (contact details, opinions) is in the **Visitors** tab, and in **Conversations**, **Visitors**, for those who answer without changing chatbots.

## A public site and a computer of the office

An address like \`192.168.1.20\` or \`foyer.local\` exists on your network only: visitors elsewhere do not reach it, and Chrome asks those who are there for permission. For the public there are two ways:

- an **office server** that the Internet reaches, with a name and a certificate;
- a **tunnel** (Cloudflare Tunnel, Tailscale Funnel, ngrok…) to port 4281 of this computer. Write its address in Settings, Network, “Public address of the assistants”: it is then the first among the addresses of the code.

## Pasting the code

Copy the chatbot’s code and paste it once into the page, anywhere. It says which chatbot and where Foyer is, no more; colour, words, language and place of the button come from the **Appearance** tab and change on your pages within a minute, with nothing to paste again:

\`\`\`
<script async src="http://foyer.local:4281/widget/….js"></script>
\`\`\`

The domain of the page must be in the chatbot’s list: otherwise nobody can show it.

A code of before, \`/widget/v1.js\` with its colour and words, goes on working; replace it to have it follow your changes.

One page may want it otherwise than the others. These attributes, added to the tag, count on that page alone:

| Attribute | What it does |
|---|---|
| \`data-label="Any question?"\` | words beside the bubble |
| \`data-position="left"\` | on the left rather than on the right |
| \`data-color="#1d4ed8"\` | the colour of the bubble |
| \`data-inline="#help"\` | in the element of the page that this selector names, without a bubble |
| \`data-auto-open="true" data-delay="8"\` | opens after 8 seconds, once a visit; on a phone, just a sign |
| \`data-offline-message="…"\` | what is read while Foyer is off |

Several chatbots may stand on one page.

## Nothing appears, or “not open on this page”

- The domain of the page, with its port if it has one, is missing from the chatbot’s list.
- The page is in \`https\` and Foyer in \`http\`: browsers refuse the mix. Turn on HTTPS in Foyer.
- The page has a security policy (CSP): see below. The browser’s console (F12) says what is missing.

## For whoever runs the page

A strict policy will do, with Foyer’s address in \`script-src\`, \`connect-src\` and \`frame-src\`; no inline style is needed. With a nonce, put it on the tag: \`nonce="…"\`. With Trusted Types, add \`trusted-types foyer\`.

To pin the code by its hash (SRI), tick it under **Details**: the code is then \`/widget/v1.js\` with \`data-widget-id\`, \`integrity\` and \`crossorigin="anonymous"\`, and asks Foyer for colours and words by one short request. The hash (\`/widget/integrity.json\`) covers what the widget loads when it opens too, and changes with each version of Foyer.

A page that isolates itself (\`Cross-Origin-Embedder-Policy\`, \`Cross-Origin-Opener-Policy\`) has nothing to add: Foyer sends what it asks for, \`Cross-Origin-Resource-Policy: cross-origin\` and \`Cross-Origin-Embedder-Policy: require-corp\`. A proxy before Foyer has to pass them on; the test page says when it holds them back.

\`window.Foyer\` has \`open\`, \`close\`, \`toggle\`, \`on\`, \`off\`, \`identify\`, \`destroy\` and \`mount\`. Before the code has loaded:

\`\`\`
window.Foyer = window.Foyer || [];
Foyer.push(['identify', { name: 'Claire', email: 'claire@example.org' }]);
Foyer.push(['on', 'answer', event => console.log(event.text)]);
\`\`\`

The events are \`ready\`, \`open\`, \`close\`, \`unread\`, \`message\`, \`answer\`, \`lead\`, \`feedback\`, \`error\` and \`destroy\`. In a single-page application the widget stays in place by itself.

## A whole page, a kiosk

When it is on, \`/chat/…\` is a page of its own, to be put on a phone by its QR code. On a screen that several people use, add \`?kiosk\`: the conversation goes from the screen after three minutes with nobody there.

## Other languages

French and English are complete. For another language, put \`widget-languages/es.json\` into the data folder: an object whose keys are those of \`/widget/assets/words-en-….json\`. What is missing is shown in English; Arabic, Hebrew or Persian are shown from right to left.

## What the browser keeps

What it takes to resume the conversation: an identifier, messages waiting to be sent and the draft. Visitors erase everything, here and in Foyer, with “Erase my data”.`,
} satisfies Words<typeof french>;
