import { describe, expect, it } from 'vitest';
import { documentTitle, fileNameBeside, searchedName, type NameSources } from './document-name.ts';
import { isJunkTitle } from './junk-titles.ts';

const TEXT =
  'Wear gloves and goggles near the lathe. The safety training is renewed every year by the foreman, who signs the ' +
  'register. Visitors of the workshop stay behind the yellow line at all times.';

const nameOf = (sources: Partial<NameSources>): string =>
  documentTitle({ given: null, fileName: 'x.pdf', ownTitle: null, heading: null, text: null, ...sources });

describe('a title that says nothing', () => {
  it.each([
    // defaults of programs, French and English
    'PowerPoint Presentation',
    'Présentation PowerPoint',
    'Présentation PowerPoint (2)',
    'Microsoft PowerPoint Presentation',
    'untitled',
    'Untitled Document',
    'Untitled-1',
    'Sans titre',
    'SANS TITRE',
    'Document sans titre',
    'Sans nom 3',
    'Document1',
    'document 12',
    'Copie de Document1',
    'Copy of Document2 - final',
    'Document1 v2',
    'Nouveau document',
    'Nouvelle présentation',
    'Book1',
    'Classeur1',
    'Feuil1',
    'Sheet 2',
    'Slide 1',
    'Diapositive 1',
    'Page 1',
    'Page 1 of 12',
    'Page 3 sur 7',
    'Layout 1',
    'Print',
    'Impression',
    'about:blank',
    'index',
    'Index',
    'index.html',
    'Home',
    'Accueil',
    'Titre du document',
    '[Titre du document]',
    '<Title>',
    '{{title}}',
    'Click to add title',
    'Cliquez pour ajouter un titre',
    'Cliquez pour modifier le style du titre',
    'Lorem ipsum dolor sit amet',
    'none',
    'N/A',
    'Template',
    'Modèle',
    // producers
    'Microsoft Word',
    'Microsoft® Word 2016',
    'Adobe InDesign CC 2019',
    'Acrobat Distiller 9.0.0',
    'PScript5.dll Version 5.2.2',
    'LaTeX with hyperref package',
    'TeX output 2003.05.12:1234',
    'Crystal Reports',
    'wkhtmltopdf 0.12.5',
    'HP Digital Sending Device',
    'KONICA MINOLTA bizhub',
    'Canva',
    // scanners and cameras
    'scan0001',
    'SCAN_20240112',
    'Scan 12 janv. 2024 à 10.22',
    'IMG_2034',
    'DSC00123',
    'SKMBT_C22413112512340',
    'CamScanner 12-03-2024 10.22',
    'Numérisation_20230101',
    'WhatsApp Image 2024-01-02 at 10.11.12',
    "Capture d'écran 2024-01-02",
    'Screenshot 2024-01-02 101112',
    'Fax 3',
    // places, addresses
    'C:\\Users\\jean\\Documents\\bail.doc',
    '\\\\serveur\\partage\\bail.doc',
    '/home/jean/bail.odt',
    'file:///tmp/x.html',
    'https://intranet.example/page?id=3',
    'www.example.com',
    'jean.dupont@exemple.fr',
    'Jean Dupont <jean.dupont@exemple.fr>',
    // identifiers
    '3F2504E0-4F89-11D3-9A0C-0305E82C3301',
    '{3f2504e0-4f89-11d3-9a0c-0305e82c3301}',
    'd41d8cd98f00b204e9800998ecf8427e',
    'aHR0cHM6Ly9leGFtcGxl',
    'AN00345_v2',
    'F0012B-77',
    '0012345',
    // dates
    '2024-01-12',
    '12/03/2024',
    '12 mars 2024',
    'Tuesday, March 12th, 2024',
    'Janvier 2024',
    // nothing
    '',
    '   ',
    'x',
    '---',
    '***',
    'XXXXXX',
    'AAAA',
    'þÿ\u0000R\u0000a',
    '\ufffd\ufffd\ufffd\ufffd rapport',
  ])('is %j', title => {
    expect(isJunkTitle(title)).toBe(true);
  });

  it.each([
    'Règlement intérieur',
    'RÈGLEMENT INTÉRIEUR',
    'REGLEMENT INTERIEUR DE LA COPROPRIETE',
    'ANNUAL REPORT 2023',
    'SAFETY TRAINING',
    'RGPD',
    'FAQ',
    'CV',
    'SNCF',
    'NF EN 13306',
    'ISO 9001:2015',
    'RFC 2616',
    'COVID-19',
    'Loi n° 2.5',
    'Bail commercial',
    'Rapport 2023',
    'Report of March 2024',
    'Procès-verbal du 12 mars 2024',
    'Index des prix à la consommation',
    'Guide to printing',
    'Printing House Tariffs',
    'Document unique d’évaluation des risques',
    'Presentation of the company',
    'Présentation de la société',
    'Page 3 magazine',
    'Scanner user guide',
    'Word for beginners',
    'Excel 2016 pas à pas',
    'Home insurance',
    'Template for a lease',
    'Modèle de bail',
    'Book of common prayer',
    'Draft minutes of the assembly',
    'Chapter 3',
    'Titre de séjour',
    'Q3 results',
    'Duck - Wikipedia',
    '年度報告',
    'Годовой отчёт',
    'Comment faire ???',
    'HP 12c owner’s handbook',
    'Facture F-2024-0117',
  ])('is not %j', title => {
    expect(isJunkTitle(title)).toBe(false);
  });
});

describe('the name shown', () => {
  it('is the title of the document, unless it says nothing', () => {
    expect(nameOf({ ownTitle: 'Workshop rules', fileName: 'Safety training.pdf', text: TEXT })).toBe(
      'Workshop rules',
    );
    expect(nameOf({ ownTitle: 'PowerPoint Presentation', fileName: 'Safety training.pdf', text: TEXT })).toBe(
      'Safety training',
    );
    expect(
      nameOf({ ownTitle: 'Print', fileName: 'scan0001.pdf', heading: 'Working at the lathe', text: TEXT }),
    ).toBe('Working at the lathe');
    expect(nameOf({ ownTitle: 'Print', fileName: 'scan0001.pdf', heading: 'Introduction', text: TEXT })).toBe(
      'scan0001',
    );
  });

  it('is what remains behind the name of the program that wrote it', () => {
    const named = (ownTitle: string) => nameOf({ ownTitle, fileName: 'a12.pdf' });
    expect(named('Microsoft Word - Bail commercial.doc')).toBe('Bail commercial');
    expect(named('Microsoft Word - Réglement intérieur 2024.docx')).toBe('Réglement intérieur 2024');
    expect(named('Microsoft PowerPoint - Safety training.ppt')).toBe('Safety training');
    expect(named('Safety training.indd')).toBe('Safety training');
    expect(named('  "Safety\n training" ')).toBe('Safety training');
    expect(nameOf({ ownTitle: 'Microsoft Word - Document1', fileName: 'Bail.pdf' })).toBe('Bail');
    expect(nameOf({ ownTitle: 'Microsoft Word - 0012.doc', fileName: 'Bail.pdf' })).toBe('Bail');
  });

  it('is not a title that equals nothing in the text, which a template left there', () => {
    const left = { ownTitle: 'Quarterly budget of the treasury', text: TEXT };
    expect(nameOf({ ...left, fileName: 'Lathe.pdf' })).toBe('Lathe');
    expect(nameOf({ ...left, fileName: 'scan0001.pdf', heading: 'The lathe' })).toBe('The lathe');
    // Nothing better is there.
    expect(nameOf({ ...left, fileName: 'scan0001.pdf' })).toBe('Quarterly budget of the treasury');
    // One telling word is enough, in another form too; the file's name may hold it.
    expect(nameOf({ ...left, ownTitle: 'Gloved work', fileName: 'Lathe.pdf' })).toBe('Gloved work');
    expect(nameOf({ ...left, fileName: 'budget_2024.pdf' })).toBe('Quarterly budget of the treasury');
    // Too little text to tell.
    expect(nameOf({ ...left, text: 'Plan 3.', fileName: 'Lathe.pdf' })).toBe(
      'Quarterly budget of the treasury',
    );
  });

  it('is a title in capitals when they are words of the text, not when they are nothing', () => {
    expect(nameOf({ ownTitle: 'SAFETY TRAINING', fileName: 'a.pdf', text: TEXT })).toBe('SAFETY TRAINING');
    expect(nameOf({ ownTitle: 'QWX ASDF', fileName: 'Lathe.pdf', text: 'The lathe turns.' })).toBe('Lathe');
    expect(nameOf({ ownTitle: 'RGPD', fileName: 'a.pdf', text: 'Le RGPD protège vos données.' })).toBe(
      'RGPD',
    );
  });

  it('is the first heading of a document that says nothing of itself, or the name of its file', () => {
    expect(nameOf({ fileName: 'velos.md', heading: 'Vélos' })).toBe('Vélos');
    expect(nameOf({ fileName: 'velos.md', heading: '1. Introduction' })).toBe('velos');
    expect(nameOf({ fileName: 'velos.md', heading: 'x'.repeat(500) })).toBe('velos');
    expect(nameOf({ fileName: 'Guide v1.2.docx' })).toBe('Guide v1.2');
    expect(nameOf({ fileName: '.pdf' })).toBe('.pdf');
  });

  it('is what a person called it, whatever that is', () => {
    expect(nameOf({ given: 'Document1', ownTitle: 'Workshop rules', text: TEXT })).toBe('Document1');
  });

  it('takes no longer over a title made to cost time', () => {
    const startedAt = performance.now();
    for (const piece of ['1 ', 'word 1 2 ', 'a@', '[[', 'scan 1 a ', 'A1', '\\\\'])
      nameOf({ ownTitle: piece.repeat(20_000) });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

describe('the name searched', () => {
  it('adds the words of the file that the title does not hold', () => {
    expect(searchedName('Workshop rules', 'Safety training.pdf')).toBe('Workshop rules safety training');
    expect(fileNameBeside('Safety training', 'safety-training.pdf')).toBe('');
    expect(fileNameBeside('Vélos', 'velos_2024.md')).toBe('2024');
    expect(fileNameBeside('Rules', 'SafetyTraining.pdf').split(' ')).toEqual([
      'safetytraining',
      'safety',
      'training',
    ]);
  });
});
