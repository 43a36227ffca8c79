import { describe, expect, it } from 'vitest';
import { headingsOf, readFile } from '../../../../tests/support/read-file.ts';

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';

describe('XML', () => {
  it('is what its elements say under their names, like ones in a table', async () => {
    const document = await readFile(
      `${XML}<!-- c --><f:facture xmlns:f="urn:f" numéro="F-12">
        <f:client><f:nom>Inès &amp; fils</f:nom><f:ville>S&#232;te</f:ville></f:client>
        <?x y?><f:ligne><f:objet>Anneau</f:objet><f:prix devise="EUR">12</f:prix></f:ligne>
        <f:ligne><f:objet><![CDATA[Quai <7>]]></f:objet><f:prix devise="EUR">8</f:prix><f:note>nuit</f:note></f:ligne>
        <f:remarque>Payable <b>avant</b> <i>mai</i>.</f:remarque>
      </f:facture>`,
      'a.xml',
    );
    expect(document.mediaType).toBe('application/xml');
    expect(document.text.split('\n\n')).toEqual([
      'numéro: F-12\nclient:\n  nom: Inès & fils\n  ville: Sète',
      'ligne',
      '| objet | prix | note |\n| --- | --- | --- |\n| Anneau | 12 (devise: EUR) |  |\n| Quai <7> | 8 (devise: EUR) | nuit |',
      'remarque: Payable avant mai.',
    ]);
    expect([document.heading, document.warnings]).toEqual([null, []]);
  });

  it('of a feed is its articles, their pages as words', async () => {
    const article = 'Le port ferme ses portes à 19:00 tout l’hiver. '.repeat(12).trim();
    const rss = await readFile(
      `${XML}<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Port</title><link>https://port.fr</link>
        <item><title>Hiver</title><dc:creator>Inès</dc:creator><description><![CDATA[<p>${article}</p><p>À <a href="/x">bientôt</a>.</p>]]></description></item>
        <item><title>Été</title><description>&lt;p&gt;Court.&lt;/p&gt;</description></item>
      </channel></rss>`,
    );
    expect(headingsOf(rss)).toEqual(['1 channel: Port', '2 item', '3 Hiver', '3 Été']);
    expect(rss.text).toContain(`description: ${article}\n\nÀ bientôt.`);
    expect(rss.text).toContain('description: Court.');
    const atom = await readFile(
      `<feed xmlns="http://www.w3.org/2005/Atom"><title type="text">Port</title><entry><title>Hiver</title><author><name>Inès</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Un <b>mot</b>.</p><p>Deux.</p></div></content></entry></feed>`,
    );
    expect(atom.text).toContain('title: Port');
    expect(atom.text).toContain('Un mot.\n\nDeux.');
    expect(atom.text).toContain('Inès');
  });

  it('expands no entity that a document declares, and reads no file', async () => {
    const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join(
      '',
    );
    const { text } = await readFile(
      `${XML}<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]><a><b>Le quai</b><c>&l9;</c><d>&f;</d></a>`,
    );
    expect(text).toContain('Le quai');
    expect(text.length).toBeLessThan(200);
    expect(text).not.toMatch(/root:|haha/u);
  });

  it('that is not well-formed is kept as it is written, and told', async () => {
    const { text, warnings } = await readFile(`${XML}<a><b>Le quai</a>`);
    expect(text).toContain('Le quai');
    expect(warnings).toEqual([{ kind: 'damaged', unread: 1, total: 1, unit: 'files', places: [] }]);
  });

  it('says its encoding', async () => {
    const bytes = Buffer.from(
      '<?xml version="1.0" encoding="iso-8859-1"?><a><b>Sète, l\xe9t\xe9</b></a>'.replace('è', '\xe8'),
      'latin1',
    );
    expect((await readFile(bytes)).text).toBe('b: Sète, lété');
  });
});
