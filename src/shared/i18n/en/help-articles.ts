import type { helpArticles as french } from '../fr/help-articles.ts';
import { helpWidget } from './help-widget.ts';
import type { Words } from '../words.ts';

export const helpArticles = {
  firstSteps: {
    title: 'First steps',
    summary: 'From the first file to the first cited answer.',
    body: `Foyer answers your questions from your documents, and shows where each answer comes from. Nothing else is needed: no network, no model.

1. Open **Chatbots** and create one. A name is enough to begin.
2. Open **Knowledge** and drop files or a folder, anywhere on the page. If there are several chatbots, Foyer asks for which one.
3. Wait for the state **Ready**. Reading goes on if you change page.
4. Open **Chat**, choose the chatbot and ask your question.
5. Click a number in the answer: the document opens at its page, with the passage highlighted.

## Nothing at hand?

In **Knowledge**, while there is no document yet, “Try with a sample” adds a few sample documents.

## And then

Without a model, the answer quotes your documents word for word. With a model, it is written. The article “Models” explains how to connect one.`,
  },
  notifications: {
    title: 'Being told',
    summary: 'The bell, the desktop, mail and quiet hours.',
    body: `The bell, at the top of the menu, counts what you have not seen yet: somebody asks for a person, a visitor left contact details, a document could not be read, a task failed. You see only what your role lets you read. A click leads to the thing, and marks it as read.

## Choosing

In **Settings**, **Notifications**, each line says by which way Foyer tells you:

- **Bell**: counted at the top of the menu.
- **Desktop**: a notification of your computer, only while Foyer is not in front. It names the client, never what a visitor wrote. In a browser, click **Allow** first; it takes an https address, or the computer of Foyer.
- **Mail**: the first leaves after two minutes, what follows is gathered by the quarter of an hour. What you read meanwhile is not sent. Sending mail has to be set up.

## Quiet hours

Between the two times you choose, nothing shows on the desktop and no mail leaves. All that waited comes afterwards in a single mail. They go by the clock of your time zone, summer and winter.

Notifications are kept for 90 days.`,
  },
  documents: {
    title: 'Adding documents',
    summary: 'Formats, states, and why a document fails.',
    body: `Drop files or a whole folder in **Knowledge**. Inside a folder, hidden files and shortcuts are left out. Foyer keeps its own copy: your original files are neither moved nor changed.

## What is read

- PDF that holds text
- Word (\`.docx\`, and \`.doc\` of 1997 to 2003), OpenDocument (\`.odt\`, \`.fodt\`), RTF
- Spreadsheets: Excel (\`.xlsx\`, \`.xls\`), OpenDocument (\`.ods\`, \`.fods\`), CSV whatever its separator and encoding; each sheet is a page, formulas give their value
- Presentations: PowerPoint (\`.pptx\`), OpenDocument (\`.odp\`, \`.fodp\`); each slide is a page, with its notes
- EPUB books
- Saved mail (\`.eml\`, \`.mbox\`, Outlook’s \`.msg\`) and its attachments
- ZIP archives: what they hold is read as one document
- Saved web pages (HTML, \`.mht\`), JSON, XML, subtitles (\`.srt\`, \`.vtt\`)
- Markdown and text, whatever their encoding

What is hidden (sheets, slides) is read and marked “hidden”; comments are marked as such. The type is told by the content, not by the file’s name. A file weighs at most 200 MB, is read within 15 minutes and opens three levels of files within it at most: these limits and the others are set in Settings › Data, “Limits of reading”. Old PowerPoint (\`.ppt\`) is not read yet: export it to PDF. In an old Word file pictures are not recognised, and one with a password is to be saved without.

The text of pictures and scans is recognised, within archives, mails, Word documents, presentations and books too; small pictures (logos, icons) and those that most slides repeat are passed over. A picture that comes again, in one document or in several mails, is recognised once.

## The states

| State | What it means |
|---|---|
| Waiting | The file has arrived, its turn will come. |
| Reading | Foyer takes its text, page by page. |
| Indexing | The text is cut into passages that can be searched. |
| Ready | The chosen chatbots use it. |
| Partly read | They use it, but not all of it was read: the list and the document’s page say what, how much and where. |
| Failed | It was not read; the reason is written beside it. |
| Set aside | A newer version has taken its place. |

If the computer stops during a reading, it resumes at the next start.

## Why a document fails

| Reason | What to do |
|---|---|
| Locked by a password | Give it in the list or on the page of the document. |
| Protected otherwise than by a password | The file is for certain readers alone (a certificate, digital rights), or encrypted in a way that Foyer does not open: save a copy without protection. |
| Damaged | Open it in its program and save it again. |
| Empty | Check that it is the right file. |
| No text found | The document only shows pictures, in which Foyer recognised no word. Scan it at 300 dots per inch, or check that text recognition is on (Settings › Data). |
| Too large, too long to read, too much memory | Split it into several files. |
| Type not read | Export it to PDF, Word, HTML or text. |

Once the file is mended, add it again. “Read again” repeats the reading of the same file. A failure you do not want to hear of: menu of the document, “Dismiss the failure”. It counts no more, unless the document fails again.

When Foyer learns to read better, it offers in **Knowledge** to read again what an earlier version had read.

## Files with a password

PDF, Word, Excel and PowerPoint files, OpenDocument files and ZIP archives are read once you give their password: **Give the password**, in the list or on the page of the document. It also opens locked files within an archive or a mail.

- It is tried at once. A wrong one changes nothing.
- It is used once, then forgotten; the text that was read stays, also when the document is read again without it. To see the pages of a PDF as they look, it must be kept.
- “Keep it for later readings” keeps it encrypted. It is tried on newer versions of the file too, is in no archive of the client, and is forgotten from the page of the document.

Not opened: books and files protected by digital rights or certificates, and OpenDocument files encrypted as a whole or with Blowfish.

## The same file twice, or a newer version

| What you add | What happens |
|---|---|
| Same name, same content | Nothing new: nothing is read twice, the chosen chatbot can use it. |
| Same content under another name | A document of its own, under its name. The file is kept once. |
| Same name, other content, in the same chatbot | A newer version: as soon as it is read, it takes the place of the older one. Foyer asks once for all the files: “Replace” or “Keep both”. |

The older version is set aside: no answer uses it. It is in **Details**, “Earlier versions”, from where it can be restored or deleted. If the new one cannot be read, the older one goes on answering.

## The name of a document

A document has its own title, or the name of its file when that title says nothing (“PowerPoint Presentation”, “untitled”…). “Rename”, in its menu or on its page, gives it another one, which is shown, cited and searched; the file keeps its name, and is found by it too.

## Mending a passage

A document is cut into passages: the pieces of text that Foyer compares with questions. In the **Passages** tab of its page, the menu of each has:

- **Edit**: its words, and the questions it answers (10 at most, of 300 characters each). The document does not change; answers say that the passage was edited.
- **Cut in two**: choose the sentence or row where the second one begins. **Join with the next** does the opposite. Useful where an answer cites too much, or half, of what is needed.
- **Exclude from answers**: no answer uses it, until “Take back”.
- **Restore as it was read**: undoes what you made of it.

Above the list, Foyer counts the passages to look at: **too short** (fewer than ten words), **unreadable** (letters that make no words), **repeated** (the same words in five documents or more) and **badly recognised** (an unclear picture). Touch a kind to see it, then “Exclude the passages”; “Undo” takes them back.

**Duplicate passages** say the same nearly word for word, in one document or in several. **Knowledge**, “See the duplicates”, shows them in groups, with what differs marked: “Keep this one” excludes the others from answers, “Undo” takes them back. Tariffs of two years are no duplicates: their figures differ.

Your edits outlive another reading and a new version. Where the words that were read have changed, Foyer shows the old ones, the new ones and your edit: you choose.

## Tags

A tag is a word to keep documents under: the list and the test bench can be narrowed to one. Give some under **Details** on the page of a document, or choose several in the list, then “Tags…”. A source can give some to all it holds, in its settings.

Foyer **proposes** some from the topics that several documents have in common, without asking a model. One click accepts; what you refuse is not proposed again. The button **Tags** of **Knowledge** renames, merges and deletes them.

## Who uses what

A chatbot answers only with the documents given to it. Open a document, then **Details**, “Used by”, to tick or untick chatbots. For several documents at once, tick them in the list, then “Chatbots…”.

To have a chatbot answer from some of its documents only, choose tags on its **Knowledge** tab: it then reads those with one of them and no others. A tag that limits a chatbot cannot be deleted.`,
  },
  questions: {
    title: 'Asking and reading the sources',
    summary: 'Numbers, highlighted sentences, confidence, stopping and asking again.',
    body: `Write as you would speak to a colleague: “How many days off for a wedding?” A precise question finds more than a single word.

## The numbers

Each number in the answer leads to a document. Click it: it opens at the right page, with the sentence or the row of the table highlighted. Numbers follow the order of the answer; a document that is cited several times keeps its number, and “1 of 3” leads from one passage to the next. Documents that were consulted but not cited unfold under the answer.

A PDF is shown as it looks, with the passage marked on the page. “Page” and “Text” go from one view to the other, and the choice stays: “Page” shows the layout, the tables and the signatures; “Text”, easier to read on a narrow screen, shows what Foyer has read and answers with. The page is made larger and smaller by the buttons or the keys **+** and **-**, fits the width again by **0**, and is turned by the arrows. A page that cannot be drawn says so and shows its text.

**The source decides.** If the answer and the source disagree, believe the source.

## Confidence

Under each answer, three levels say whether it is probably right:

- **high, the source says so**: at least nine in ten answers of this level are right;
- **medium, check the source**: most are right, not all;
- **low, check before relying on it**: the answer may be wrong or incomplete.

Touch these words to see the estimate. It is never a guarantee.

When a model writes the answer, Foyer reads it over: a figure, a date, a name or a quotation that the source does not hold is underlined with dots, and so is a sentence that says the opposite of its source. Confidence falls with it. A total that the model worked out is underlined too: it is not written in the source.

## Stopping, asking again

- **Stop** keeps what is already written.
- **Regenerate** makes the last answer again; it replaces the former one.
- You may change page during an answer: it goes on, and you find it when you come back.
- If Foyer is cut off in the middle of an answer, the question and what was written are kept, and the answer is marked interrupted.`,
  },
  followUps: {
    title: 'Follow-up questions',
    summary: '“And for children?”: how Foyer understands.',
    body: `Within a conversation you can go on without repeating everything: “And for children?”, “How much?”.

- **With a model**, Foyer asks it to rewrite the question so that it stands alone. The answer shows how the question was understood when that happens.
- **Without a model**, Foyer adds the important words of your last two questions.

Foyer recognises a follow-up by how it begins (“and”, “but”, “then”, “why?”…), or by a short question that points back (“it”, “that”, “they”…).

If the answer goes the wrong way, ask the question in full. To change subject, start a new conversation.`,
  },
  noAnswer: {
    title: 'When there is no answer',
    summary: 'Why Foyer would rather say so, and what to do.',
    body: `When no passage supports an answer, the chatbot says so instead of making one up, and names the nearest documents if there are any.

## Usual causes

- **The document is missing.** Add it.
- **It is not given to this chatbot.** Open the document, “Details”, “Used by”.
- **It is not ready, or it failed.** Look at its state in **Knowledge**.
- **The words differ.** Without an embedding model, search compares words: “holidays” does not find “leave”.
- **The language differs.** Asking in English about documents in French takes a model.

## See what the chatbot would see

In **Knowledge**, the **Search bench** searches as a chatbot would and shows the passages it finds. It is narrowed to a kind of file, a source or a language, like the list of documents: within that, it finds the best there is.

Questions left unanswered are gathered in **Conversations**, and the home page reminds you: it is the best list of documents to add.`,
  },
  models: {
    title: 'Models',
    summary: 'Without a model, with Ollama, or with an online service.',
    body: `## Without a model

Foyer works as soon as it is installed: it picks the sentences of your documents that answer, and quotes them word for word. Nothing leaves the computer.

## With a model on this computer

Install Ollama (ollama.com). Foyer finds it, and the page **Models** recommends those that fit the computer’s memory: a click says what will be downloaded, from where and under which licence, a second one does it. A download can be paused and resumed and survives a restart; once there, the model is tried and added.

LM Studio, Jan, llama.cpp and vLLM are looked for too, and the address that OLLAMA_HOST says; their models are chosen from a list. A server that is vulnerable or open to the network is pointed out, with what to do. Your questions and passages do not leave the computer.

Foyer can also run a model itself, without other software: on the page **Models**, “Import a GGUF file”. It keeps a copy in its folder, checks it, and sees whether it answers or searches. Memory is looked at before it is loaded, and given back after ten minutes without a question. If it stops all of a sudden, only the answer under way is lost. These files are part of no archive and no copy of the database: keep the original.

The larger a model, the better it writes, and the more memory and patience it takes. The test button measures the time to the first word.

## With an online service

OpenAI, Anthropic, or any service compatible with OpenAI’s API. It takes a key. **Each question then sends the service** your question, the last messages of the conversation, the passages found and the chatbot’s instructions. **Settings**, “Privacy”, says what leaves and where it goes.

## Two purposes

- A **chat** model writes the answers.
- An **embedding** model compares the meaning of texts: it finds “leave” when you search “holidays”, and can search across languages. When you add one, the index is built in the background; word search answers meanwhile.
- A **re-ranking** model reads the best passages again with the question, before a model answers, as many as it reads in its time. What your documents do not answer stays unanswered. Foyer has not been measured with any real model of this kind yet.

## What is particular about a model

- **It reasons before it answers.** Its reasoning is never given for the answer: it unfolds above it, under “The model’s reasoning”. Your visitors do not see it.
- **It refuses a setting.** Foyer finds out at the test or at the first answer, does without, and remembers: the **Models** page says so under “Found out”. Another test looks again, a changed setting forgets it all.
- **Its answer is cut.** The answer says whether by its length or by the service’s content filter.
- **A passage is too long for the index.** It alone is compared by its beginning; the **Models** page says how many are, and how many could not be.

Paste the address of a server as you find it, with or without “/v1”, “/api” or “http://”: the form shows the one that is used.

## If the model does not answer

Foyer tries the chatbot’s fallback model, then answers with quotations. The answer says which model was missing and why.`,
  },
  searchTips: {
    title: 'Searching well',
    summary: 'Accents, plurals, typing mistakes, French and English.',
    body: `- **Accents and capitals** do not matter: “reglement” finds “Règlement”.
- **Singular, plural and verb forms** are mostly the same: “invoice” finds “invoices”.
- **Typing mistakes**: a word of four letters or more that is in no document is replaced by the nearest ones that are. Foyer says so: “Searched … instead of …”.
- **Small words** (the, of, for, le, de…) hardly count.
- **Names, numbers and dates** help a lot: “article 12”, “invoice 2024-113”.

## French and English

The language of each document is recognised. You can ask in French or English; the answer follows the language of the question.

Searching **across languages** takes a model: a chat model translates the question before searching, or a multilingual embedding model compares the meaning.`,
  },
  chatbots: {
    title: 'Chatbots',
    summary: 'Name, instructions, documents, model: what changes what.',
    body: `A chatbot is a manner of answering and some documents. Make one for each subject or audience: it answers better when it knows only what concerns it.

- **Welcome message** and **suggested questions** (six at most): what one sees when opening the conversation.
- **Instructions**: the tone, what to say or avoid. They serve only with a model; without one, the answer is a quotation.
- **Model** and **fallback model**: with no choice, the chatbot takes the default model.
- **Language**: the one it uses when the language of the question cannot be told.
- **Active**: switched off, it no longer answers, but keeps everything.

**Duplicate** copies the chatbot and its links to documents. **Delete** erases the chatbot and its conversations; documents stay.

A chatbot answers only from the passages found. Instructions cannot make it know what its documents do not say: add a document instead.`,
  },
  conversations: {
    title: 'Conversations',
    summary: 'Finding, renaming, deleting, and who sees what.',
    body: `Each question is saved as soon as it is sent, before the answer even begins.

- In **Chat**, the left column keeps your conversations. Its search field also reads the messages.
- Rename or delete a conversation from its menu. Deleting erases the questions, the answers and their sources; your documents are not touched.
- The **Conversations** page shows what your chatbots were asked, and the questions left unanswered. A question that needs nothing more is dismissed with one click, here or on Home.

## When somebody asks for a person

As soon as a message asks to talk to somebody, or to be called back, the chatbot offers a person instead of searching the documents; in the widget, the form opens below its answer. Home and the **Conversations** entry tell at once. The conversation stays first in the list, whichever chatbot is chosen, until somebody of the office clicks **Seen to**. A new request counts anew.

Your own tests, in **Chat** or in the preview, are counted apart and wait for nobody.

## Who sees what

A person with the **Member** role sees only their own conversations. The other roles read all conversations.`,
  },
  contacts: {
    title: 'Contacts',
    summary: 'Who wrote to you, duplicates, importing and exporting an address book.',
    body: `**Contacts** holds the people and companies of a client, each with all that happened.

## Where they come from

- A visitor who leaves an address or a number becomes a contact. Coming back with the same address or number, it is the same contact. The company they name is added too.
- “Add a contact” makes one by hand.
- “Import” reads an address book.

What the office wrote is never replaced by what a visitor gives. A name alone makes no contact.

## Duplicates

When two contacts look alike (same address, same number, or same name and company), a line above the list says so. Compare them and choose which one stays: it keeps what it has, the other one fills what is missing. “Separate”, on the contact’s page, puts both back as they were; what you changed since stays.

## Importing

A table (CSV) whose first line names the columns (Name, First name, E-mail, Phone, Company, Note…), or vCards (\`.vcf\`): exports of Google, Apple, Outlook and spreadsheets will do. Foyer shows line by line what will be added, changed, or left out and why. Nothing is written before you agree. An empty cell erases nothing. A file holds 5,000 contacts at most, a client 20,000.

## Exporting

The table opens in a spreadsheet and can be imported again as it is: the column “Identifier” finds each contact.

## For how long

Contacts that visitors made go with age, like conversations, if the client keeps those for a while only. Those the office added, imported or changed stay. Erasing a visitor also erases the contact they made.`,
  },
  clients: {
    title: 'Several clients',
    summary: 'A company, a department, a site: each at home.',
    body: `A **client** brings together chatbots, documents, conversations and people. Nothing passes from one to another: no search, no file, no answer. The same document given to two clients is kept twice.

## Creating and switching

In **Clients**, “Create a client”: a name is enough. Its page then has its sections: overview, chatbots, documents, people, data.

With several clients, the name at the top of the menu tells which one you work for. Click it, type a few letters, then Enter. Opening a chatbot, a document or a conversation of another client switches to that client.

## Who sees what

- Owners and administrators see every client.
- The others see those where they have a role. Notes and the person to contact are not shown to mere members.

## Pausing, archiving

| | Its chatbots | Its members | Its data |
|---|---|---|---|
| **Switched off** (“Its chatbots answer”) | no longer answer | have access | intact |
| **Archived** | no longer answer | lose access | intact, out of the lists |

An archived client can be restored at any time: **Clients**, “Archived”. One client always stays in use.

## The monthly quota

It is set in the tab **Quota and report**, in requests, tokens or cost, with what happens once it is used up: another model, quotations only, or no more answers. The same tab gives the report of each month.`,
  },
  people: {
    title: 'Several people, over the network',
    summary: 'Opening Foyer to the other computers of the office.',
    body: `By default Foyer answers only the computer it is installed on. To share it: **Settings**, “Network”, **Open the interface to other computers**. Choose the encryption, then give your colleagues the address that is shown. It takes effect at once, in the window as in server mode; this computer always reaches it.

## Encryption

- **Authority of this Foyer**: each computer opens the address given once and trusts it; otherwise the browser warns at each visit.
- **Your certificate**, pasted with its key.
- **None**: passwords and documents travel in the clear. Only on a network whose every device you know.

For a name and a certificate that everybody knows, put a proxy before Foyer: see “Behind a proxy”.

In server mode, \`--host 0.0.0.0\` also opens Foyer to the whole network, unencrypted; the page says so, and the switch changes nothing about it.

## Accounts

1. The first account is made on the machine itself, with the one-time link shown at start.
2. The next ones: **Settings**, “People”, **Invite a person**. Foyer makes a one-time link, shown once and valid for seven days: you hand it over yourself. The person opens it, chooses a password and is in.

| Role | May |
|---|---|
| Member | chat with the chatbots shared with them, see their own conversations |
| Agent | chat with every chatbot of the client, read all conversations |
| Editor | also manage chatbots and documents |
| Administrator | also manage clients, models, people and settings, everywhere |
| Owner | everything, and name other owners |

The first three roles are given client by client. In a person’s panel, “What this person sees” says which pages and chatbots are open to them.

## A forgotten password, a colleague who leaves

In the person’s panel, **New-password link** makes a link valid for a day; a new link cancels the one before. Once sending mail is set up, Foyer can mail it too, and the person can ask for one from the sign-in page. **Disable the account** ends their sessions at once; their conversations are kept.

If the only owner has forgotten theirs, on Foyer’s machine: \`foyer user link ADDRESS\`.

A password has at least ten characters. The most common are refused, and so are those mostly made of the name or address; a sentence does very well.

## Sharing a chatbot

On the chatbot’s page, “Sharing”: the whole team, or only the members ticked.

How to sign in safely, and what to do when an account is blocked: see “Signing in safely”.`,
  },
  mail: {
    title: 'Sending mail',
    summary: 'Invitations and forgotten passwords, through the mailbox you already have.',
    body: `Left alone, Foyer sends nothing: you hand over invitation and password links yourself. Give it a mailbox and it sends them, and anyone can ask for a new password from the sign-in page.

## Set it up

1. Open **Settings**, “Mail”, and choose your mail service: server, port and encryption are filled in.
2. Give the sender’s address, the user name (most often that address) and the password.
3. See where links will lead: to the public address, else to that of this machine on the network (“Network”). An invitation is not sent while Foyer opens on this computer only.
4. Save, then **send yourself a test**. Foyer says what happened, and the server its answer.

| Service | Good to know |
|---|---|
| Gmail | An “app password”, made in the Google account once 2-Step Verification is on |
| Microsoft 365 | “Authenticated SMTP” must be allowed for the mailbox; outlook.com and hotmail no longer take a password |
| Free | “SMTP authentifié” is first turned on in the subscriber area |
| OVH, Infomaniak, Orange | The whole address and the mailbox’s password |

## Encryption

TLS and STARTTLS always encrypt, and Foyer checks the server’s certificate: if anything is missing, nothing is sent. “None” is accepted only towards this machine or your local network. An office server with a certificate of its own: paste that of its authority in “The server’s certificate”.

## When sending fails

Foyer tries again by itself for some twenty minutes when the server is away, busy or asks to wait. A plain refusal (password, unknown address) is not repeated: it is written at the top of the “Mail” page. The link shown with the invitation stays good: you can always hand it over yourself.

## What is kept

The mailbox’s password is encrypted and never shown; it is not handed to another server than the one you typed it for. A mail that waits is encrypted in the database, and its content erased once it is sent. “Block outgoing connections” holds mail back too.

## Forgotten password

The sign-in page offers “Forgotten your password?”. The answer is the same whether the account exists or not. The link goes to the account’s address, works once and for an hour. After a password changes, the person is told by mail.`,
  },
  programs: {
    title: 'Opening Foyer to a program',
    summary: 'One API key for each program: what it allows, and how to take it back.',
    body: `A website, a spreadsheet or other software can ask your chatbots questions, add documents, search. It identifies itself with an **API key**.

## Creating a key

1. **Settings**, “API keys”, **Create a key** (for people who administer Foyer).
2. Give it the name of the program, tick what it allows, choose the chatbots and an end.
3. Copy it: it will never be shown again. A line ready for the terminal lets you try it.

| Right | What the program can do |
|---|---|
| Chat | ask questions and read its own conversations again |
| Search | find passages in the documents |
| Read | see the chatbots, the documents and every conversation |
| Write | create, change and delete |
| Administer | all of that, and manage the keys of the client |

A key holds for one client: it sees nothing of the others. Make one key for each program, with as few rights as possible.

## Keeping it

A key is kept like a password, and travels in the header \`Authorization: Bearer …\`. In an address (\`?key=…\`) Foyer refuses it: addresses stay in histories and logs.

## Taking it back

**Settings**, “API keys”, the three dots, **Revoke**. The key is refused at once, and answers under way stop within five seconds. The conversations it opened stay.

The list says when each key was used: one that has not been used for a long time can probably be revoked.

## What the program says

- **“This API key is not valid”**: it is unknown, revoked or expired, or its client is inactive.
- **“Too many requests at once”**: a key may make 600 requests a minute. The program has to wait as long as it is told.
- **“A key does not belong in an address”**: send it in the header; if the address was shared, create another key.

In server mode, the address \`/api/docs\` describes every operation, with samples in TypeScript and for \`curl\`.`,
  },
  network: {
    title: 'Open to the local network',
    summary: 'Your assistants on phones and pages of the office, the administration at home.',
    body: `In **Settings**, “Network”, a second switch opens another door, for your visitors and programs only: the widget, the chat page, and what API keys call. Foyer’s interface is not on it. At the address itself, a page leads your visitors to the assistants whose page is open.

## What is shown

- **The addresses**: one for each network card. Touch one to see its code, to scan with a phone.
- **The name**: \`foyer.local\`, or the one you choose. It works on most devices, not on every network.
- **The test**: Foyer calls its own addresses and says what answers.

If the computer changes networks or wakes up, Foyer follows: the addresses shown are those of now.

## Another device does not get through

| What the test says | What to do |
|---|---|
| Foyer answers | This computer’s firewall holds the others back. Allow Foyer, or its port (4281), on private networks. |
| Connection refused | Another program took the port, or the chosen card is gone. Change the port or the card. |
| The name is not known | Use the address in digits. |

Guest Wi-Fi often keeps its devices from talking to each other.

## Who may show an assistant

Nobody, until you say so: each assistant has its list of domains. \`example.org\` stands for that exact domain, \`*.example.org\` for its sub-domains, \`localhost:3000\` for a page being tried.

## Encryption

Without HTTPS, what travels can be read on the network, and a page in HTTPS refuses to show the assistant. Two ways:

1. **The authority of this Foyer.** Each device opens the address shown, downloads the certificate and trusts it, once. Compare the fingerprints. The certificate is good for local addresses only: stolen, it could not pass for a site of the Internet.
2. **Your certificate**, pasted with its key. The key is kept sealed.

## Many people

Beyond the number of simultaneous answers, visitors wait their turn and see their place. With Ollama keep the number small: a local model does few things well at once.

## From the Internet

A public page cannot reach a computer in an office. Put a tunnel or a proxy before Foyer, choose “This computer only”, and write the public address of the assistants, with its path if there is one.`,
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    summary: 'Everything can be done from the keyboard.',
    body: `| Keys | What they do |
|---|---|
| Ctrl + K (⌘ K on a Mac) | Open or close the search: pages, settings, actions, help, chatbots, documents, conversations. Everything is found by any of its words, in English or French (“network”, “dark”, “export”) |
| ↑ and ↓, then Enter | Choose in that search, then open |
| Esc | Close a dialog, a menu or the search |
| Enter | Send the question |
| Shift + Enter | Start a new line in the question |
| Tab and Shift + Tab | Go from one element to the next |
| Tab, on arriving at a page | “Skip to content” jumps over the menu |
| Ctrl and +, Ctrl and −, Ctrl and 0 | Enlarge, reduce, actual size |

What you typed without sending waits for you when you come back to the conversation.`,
  },
  commandLine: {
    title: 'The command line',
    summary: 'Adding, asking and checking from a terminal.',
    body: `Everything Foyer does can also be done in a terminal, from its folder:

\`\`\`
npm run -s foyer -- help
\`\`\`

If the command \`foyer\` is installed, it replaces \`npm run -s foyer --\`.

| Command | What it does |
|---|---|
| \`foyer bot add --name "HR"\` | create a chatbot |
| \`foyer ingest --bot HR ~/Documents/hr\` | give it a folder and wait until it is read |
| \`foyer ask --bot HR "How much leave?"\` | ask a question |
| \`foyer search --bot HR leave\` | see the passages found |
| \`foyer document list\` | list the documents (\`--sort\`, \`--state\`, \`--warned\`) |
| \`foyer document show ID\` | see what was not read, and the earlier versions |
| \`foyer document rename ID TITLE\` | give it another title |
| \`foyer document give ID… --bot HR\`, \`withdraw\` | give to a chatbot, take away |
| \`foyer document read --outdated\` | read again (also \`--failed\`, \`--warned\`, or IDs) |
| \`foyer document restore ID\` | put an earlier version back to use |
| \`foyer model list\`, \`foyer model test NAME\` | list and test the models |
| \`foyer model import FILE\`, \`foyer model measure NAME\` | take in a GGUF file that Foyer runs itself; measure its speed and memory |
| \`foyer model import FILE --into ollama\` | give this file to Ollama, which runs it |
| \`foyer job list\` | see the tasks |
| \`foyer connection places\` | see where Foyer connected to |
| \`foyer connection list\` | see each connection |
| \`foyer user unlock\`, \`foyer user reset-second-factor\` | let in whoever no longer can |
| \`foyer doctor [--repair]\` | check the installation; \`--repair\` waits until what can be is repaired |
| \`foyer serve\`, \`foyer stop\` | start and stop the server |

Add \`--json\` for a result a program can read, \`--data FOLDER\` for another data folder. If Foyer already runs on that folder, the command goes through it.

\`foyer ingest\` replaces a document of the same name whose content has changed: the older one is set aside, and the result says so. With \`--same-name keep\`, both answer. Giving the same folder again adds nothing twice.

In server mode, the address \`/api/docs\` describes the interface for programs.`,
  },
  widget: helpWidget,
  backup: {
    title: 'Backing up and moving',
    summary: 'A single folder holds everything.',
    body: `Documents, conversations, chatbots, accounts and model keys live in a single folder. **Settings**, “Data”, says which.

## Backing up

1. Quit Foyer (window: **File**, “Quit Foyer”; server: Ctrl + C or \`foyer stop\`).
2. Copy the whole data folder.
3. Start Foyer again.

Copying while Foyer writes can give a useless copy: stop it first.

## Restoring, or changing computer

1. Install Foyer without starting it, or quit it.
2. Put the copy in the usual place, or point to it: \`npm start -- --headless --data FOLDER\`, or the variable \`FOYER_DATA\`.
3. Start Foyer.

Usual place: \`~/.local/share/foyer\` on Linux, \`~/Library/Application Support/Foyer\` on a Mac, \`%APPDATA%\\Foyer\` on Windows.

The file \`secrets.key\` (or \`secrets.wrapped\`, with a passphrase or the keychain) opens your models’ keys: do not forget it, and keep the backup somewhere safe. If Foyer says that this file can be read by others (it happens after a trip on a USB stick), type \`chmod 600 secrets.key\` in the folder.

Before each upgrade of the database, Foyer keeps a copy of it in \`snapshots\`, for thirty days; it makes another one every day, while nothing runs (**Settings**, **Tasks** says when, and makes one at once if you ask), and keeps the last three for seven days at most. These copies mend a damaged database; they replace no backup, since they are on the same disk, without your files. An older version refuses to open newer data, without touching it.`,
  },
  clientData: {
    title: 'Exporting, keeping, erasing',
    summary: 'The data of a client or a person, and the proof of their erasure.',
    body: `Everything is in **Clients**, the page of a client, section “Data”.

## Exporting

“Prepare an archive” puts everything Foyer keeps of this client into one ZIP file: details, people, chatbots, documents and their files, conversations with their sources, keys (without their secret), audit log. You may close the page meanwhile. The archive stays for seven days; its SHA-256 checksum lets you verify a copy.

## Keeping less long

Give a number of days for conversations (since their last message), documents (since they were added) and the technical log. Once a day, what is older is deleted for good. Before you shorten one, Foyer tells how much that will delete.

If the computer’s clock jumps by more than a day, Foyer waits until it has run for a whole day before deleting anything: a wrong date erases nothing.

## Erasing a client

“Erase…” asks you to type its name. Then everything disappears: conversations, documents, files, index, vectors, chatbots, keys, archives, tasks, lines of the log and details of audit entries. The erasure goes on even if you close the page or restart Foyer.

A **certificate** stays: numbers, dates, identifiers, no name. It can be printed and downloaded. You find it in **Clients**, “Certificates of erasure”.

## Erasing a person

**Settings**, “People”, or the section “People” of a client: “Erase the person…”. Their account, sessions, conversations and the details that name them disappear. The chatbots, documents and keys they added stay with the client.

## What Foyer cannot erase

Backups that you made yourself. Copies of the database made before an upgrade are deleted after thirty days; the certificate gives the date.`,
  },
  troubleshooting: {
    title: 'When something is wrong',
    summary: 'What the messages mean, and what to do.',
    body: `## Foyer does not start

- **“Another Foyer uses this folder”**: it is already running, in a window or a terminal. Close it, or \`foyer stop\`.
- **“The port is already taken”**: add \`--port 4300\`.
- **“This data comes from a newer version”**: update Foyer; nothing was changed.
- **“The disk is full”**: free some space; what was saved is intact. Meanwhile documents can be read and deleted, and questions are answered and kept; reading new documents pauses. Foyer goes on by itself a moment after there is room, and keeps a little of it free for itself.
- **“The data folder cannot be written”**: give Foyer the right to write in it again, or the disk back its write access. Until then questions are answered, and nothing is kept.
- **“The database is damaged”, or gone**: Foyer opens nothing and offers its copies, with their dates, on its first page (by the link written in the terminal), in a box of the window, or with \`foyer restore\`. Choose the newest: what was there is set aside for thirty days, what was changed since the copy is to be done again, and everybody signs in anew.
- **“Stored keys and passwords must be typed again”**: the file \`secrets.key\` is lost or damaged. Documents and conversations need none. **Settings**, “Security”, lists what is to be typed.

## Home says that something is not as it should be

A damaged index of words is made again by itself: meanwhile the same passages are found, only slower. “The newest changes are missing” means that a file of the database was removed or cut off while Foyer was stopped: look at what you did last.

## The model does not answer

Open **Models** and test it. Check that its server is on, that the address and the name are right, that the key is valid. If “Block outgoing connections” is on in **Settings**, “Privacy”, only the models of this computer answer.

## A document stays failed

Its reason is written beside it. See “Adding documents”.

## The page says that Foyer no longer answers

It reconnects by itself. If it lasts, check that Foyer still runs on its machine.

## Lost password

A person cannot get their password back, and nobody can read it. On Foyer’s machine, create a new account: \`foyer user add --email ADDRESS --name NAME --role owner --password-stdin\`, then type the password.

## Checking the installation

**Settings**, “Data”, “Check”, or \`foyer doctor\`: the database, the indexes, the disk, the memory, the documents and the models are reviewed. An index that is damaged, or that lacks something, is made again from the database; answers go on meanwhile. The log is \`logs/foyer.log\` in the data folder.`,
  },
} satisfies Words<typeof french>;
