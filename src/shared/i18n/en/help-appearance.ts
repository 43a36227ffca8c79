import type { helpAppearance as french } from '../fr/help-appearance.ts';
import type { Words } from '../words.ts';

export const helpAppearance = {
  title: 'The look of the widget',
  summary: 'Colours, texts, hours, contact details, limits: each setting is seen before it is saved.',
  body: `In the **Appearance** tab of a chatbot, the settings are on the left and the widget itself on the right. Each change shows there at once; your visitors see it only after **Save** (Ctrl + S). Ask questions in the preview: the answers are the real ones, and these tries are counted nowhere.

The buttons over the preview show a phone or a desktop, day or night, the bubble, and what your visitors seldom see: your absence, the form. The arrow starts again.

## Same as the chatbot, or not

Title, welcome, colour, initials and quick replies come from the chatbot. **Customise** gives them another value on your pages; **Same as the chatbot** goes back. As long as you do not customise, a change made in “Persona” is found on your pages.

## What looks after itself

- **The colour.** On a light colour words turn black; where it colours words, it is darkened just enough.
- **The language.** Buttons speak the visitor’s, the page’s, or always the same one. A language whose file you wrote appears in the list: see “A chatbot on your pages”.
- **The theme.** Light, dark, or the visitor’s.

## Being reached

- **Hours**: the chatbot answers at any hour; outside yours it says so and offers to take a message. The hours are those of the time zone chosen.
- **Contact details**: never, at the start of the chat, or when the visitor asks, with the fields you tick.
- **Talk to a person**: the visitor leaves a name and an address, from the menu, or when the documents do not answer. Whoever writes that they want to talk to somebody is always offered it.
- **Conversation by e-mail**: offered only when sending e-mail is set up in Foyer.

## Privacy

The notice says what you keep. If you ask for agreement, nothing is sent until the visitor has agreed.

**End all visits** cuts each visitor’s access to their conversation at once. The conversations stay with you, and your settings do not change.

## Limits

They are looked at in this order: each visitor, all together, each address. A whole office often shares one address: keep the last one generous. You can write what the person who was stopped reads.

## The logo

PNG, JPEG, WebP or GIF, 400 kB at most, best square. An SVG drawing can contain code: export it as PNG.`,
} satisfies Words<typeof french>;
