import type { Language } from '#shared/contract/vocabulary.ts';

/** What the archive says of itself to a person who opens it. */
export const readme: Record<Language, string> = {
  fr: `Tout ce que Foyer garde d’un client.

client.json         le client : coordonnées, langue, fuseau horaire, durées de conservation
people.json         les personnes : nom, adresse électronique, rôle
chatbots.json       les chatbots : consignes, langue, réglages
documents.json      les documents ; « file » et « text » indiquent leur fichier et leur texte
files/              les fichiers d’origine (document n° 1 de documents.json : files/00001 …)
texts/              le texte lu dans chaque document, s’il a pu l’être
conversations.json  les conversations, avec leurs messages et leurs sources
widgets.json        les widgets des chatbots ; leurs logos sont dans logos/
visitors.json       les visiteurs des widgets (jamais leur secret)
leads.json          les coordonnées que des visiteurs ont laissées
feedback.json       ce que des visiteurs ont pensé des réponses
attachments.json    les fichiers envoyés par des visiteurs ; ils sont dans attachments/
keys.json           les clés d’API : nom, droits, dates (jamais la clé)
audit.json          le journal d’audit du client
jobs.json           les tâches
export.json         le format, sa version et les nombres d’enregistrements

Les fichiers JSON sont en UTF-8, un enregistrement par ligne. Les dates sont en temps universel (UTC).
Le format est décrit dans docs/client-export.md.
`,
  en: `Everything Foyer keeps of one client.

client.json         the client: contact, language, time zone, retention
people.json         the people: name, e-mail, role
chatbots.json       the chatbots: instructions, language, settings
documents.json      the documents; “file” and “text” tell where their file and their text are
files/              the original files (document no. 1 of documents.json: files/00001 …)
texts/              the text read from each document, where it could be read
conversations.json  the conversations with their messages and sources
widgets.json        the widgets of the chatbots; their logos are in logos/
visitors.json       the visitors of the widgets (never their secret)
leads.json          what visitors left so that somebody answers
feedback.json       what visitors thought of answers
attachments.json    the files that visitors sent; they are in attachments/
keys.json           the API keys: name, rights, dates (never the key)
audit.json          the audit log of the client
jobs.json           the tasks
export.json         the format, its version and the numbers of records

The JSON files are UTF-8, one record a line. Times are universal (UTC).
The format is described in docs/client-export.md.
`,
};
