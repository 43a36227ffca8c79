import { describe, expect, it } from 'vitest';
import { pageFaults } from './support/page-faults.js';
import { useWidgetPlace } from './support/widget-page.ts';

const LONG_WORD = 'Rechtsschutzversicherungsgesellschaftenverordnungsentwurfspapierkorb';
const LONG_NAME = 'attestation-employeur-2026-11-30-signée-par-la-direction-générale-définitive.pdf';
const ANSWER = [
  `${LONG_WORD} ${LONG_WORD} \`${LONG_WORD}\` https://exemple.fr/${LONG_WORD}/${LONG_WORD}`,
  `| ${LONG_WORD} | Montant | Remarque |\n|---|---|---|\n| 1 234 567,89 € | ${LONG_WORD} | ${LONG_WORD} |`,
  `\`\`\`\n${'une ligne très longue; '.repeat(12)}\n\`\`\``,
  `- ${LONG_WORD}\n- **${LONG_WORD}**`,
].join('\n\n');

describe('the panel on a narrow phone', () => {
  const place = useWidgetPlace();

  it.each([320, 360])('holds long words, tables, code and file names within %i px', async width => {
    place.standIn.widget.attachments = { enabled: true, maxBytes: 5_000_000, types: ['pdf'] };
    place.standIn.widget.quickReplies = [LONG_WORD.repeat(2)];
    place.standIn.widget.subtitle = LONG_WORD;
    place.standIn.reply = () => ({ text: ANSWER, offersPerson: true });
    const { context } = await place.visit({ window: { viewport: { width, height: 700 } } });
    const page = await context.newPage();
    await page.goto(`${place.standIn.url}/chat/wdgtStandIn0123456789`);
    await page.getByRole('button', { name: LONG_WORD }).waitFor();
    expect(await page.evaluate(pageFaults)).toEqual([]);
    const file = { name: LONG_NAME, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') };
    await page.locator('input[type=file]').setInputFiles([file]);
    await page.locator('.composer [aria-busy=false]').getByText(LONG_NAME).waitFor();
    expect(await page.evaluate(pageFaults)).toEqual([]);
    await page.getByRole('textbox', { name: 'Votre message' }).fill(LONG_WORD.repeat(3));
    await page.keyboard.press('Enter');
    await page.locator('.talk').getByRole('button', { name: 'Parler à une personne' }).waitFor();
    expect(await page.evaluate(pageFaults)).toEqual([]);
  });

  it('shows the whole name of a file, before it is sent and after', async () => {
    place.standIn.widget.attachments = { enabled: true, maxBytes: 5_000_000, types: ['pdf'] };
    const { panel, open, ask } = await place.visit({ window: { viewport: { width: 320, height: 700 } } });
    await open();
    const file = { name: LONG_NAME, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') };
    await panel.locator('input[type=file]').setInputFiles([file]);
    const isWhole = (where: string) =>
      panel
        .locator(where)
        .getByText(LONG_NAME)
        .evaluate(name => name.scrollWidth <= name.clientWidth && name.clientHeight >= name.scrollHeight);
    await expect.poll(() => isWhole('.composer')).toBe(true);
    await ask('Voici mon attestation.');
    await expect.poll(() => isWhole('.talk')).toBe(true);
  });
});
