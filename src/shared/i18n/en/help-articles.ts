import type { helpArticles as french } from '../fr/help-articles.ts';
import { helpWidget } from './help-widget.ts';
import type { Words } from '../words.ts';

export const helpArticles = {
  firstSteps: {
    title: 'First steps',
    summary: 'From the first file to the first cited answer.',
    body: `Foyer answers your questions from your documents, and shows where each answer comes from. Nothing else is needed: no network, no model.

1. Open **Chatbots** and create one. A name is enough to begin.
2. Open **Knowledge** and drop files or a folder. Next to “For”, choose the chatbots that will use them.
3. Wait for the state **Ready**. Reading goes on if you change page.
4. Open **Chat**, choose the chatbot and ask your question.
5. Click a number in the answer: the document opens at its page, with the passage highlighted.

## Nothing at hand?

In **Knowledge**, while there is no document yet, “Try with a sample” adds a few sample documents.

## And then

Without a model, the answer quotes your documents word for word. With a model, it is written. The article “Models” explains how to connect one.`,
  },
  documents: {
    title: 'Adding documents',
    summary: 'Formats, states, and why a document fails.',
    body: `Drop files or a whole folder in **Knowledge**. Inside a folder, hidden files and shortcuts are left out. Foyer keeps its own copy: your original files are neither moved nor changed.

## What is read

- PDF that holds text
- Recent Word (\`.docx\`)
- Saved web pages (HTML)
- Markdown and text, whatever their encoding

The type is told by the content, not by the file’s name. A file weighs at most 200 MB. Excel, PowerPoint, OpenDocument, EPUB, RTF, old Word (\`.doc\`) and pictures are not read yet: export them to PDF or Word.

## The states

| State | What it means |
|---|---|
| Waiting | The file has arrived, its turn will come. |
| Reading | Foyer takes its text, page by page. |
| Indexing | The text is cut into passages that can be searched. |
| Ready | The chosen chatbots use it. |
| Failed | It was not read; the reason is written beside it. |

If the computer stops during a reading, it resumes at the next start.

## Why a document fails

| Reason | What to do |
|---|---|
| Protected by a password | Save a copy without a password. |
| Damaged | Open it in its program and save it again. |
| Empty | Check that it is the right file. |
| No text: it is a picture | The document is scanned. Run it through a text recognition (OCR) program first; Foyer does not do this yet. |
| Too large, too long to read, too much memory | Split it into several files. |
| Type not read | Export it to PDF, Word, HTML or text. |

Once the file is mended, add it again. “Read again” repeats the reading of the same file.

## The same file twice

Foyer compares contents. A file already there is not read twice: the chosen chatbot may simply use it.

## Who uses what

A chatbot answers only with the documents given to it. Open a document, then **Details**, “Used by”, to tick or untick chatbots.`,
  },
  questions: {
    title: 'Asking and reading the sources',
    summary: 'Numbers, highlighted passages, confidence, stopping and asking again.',
    body: `Write as you would speak to a colleague: “How many days off for a wedding?” A precise question finds more than a single word.

## The numbers

Each number in the answer leads to a passage. Click it: the document opens at the right page, with the passage highlighted. Passages that were consulted but not cited unfold under the answer.

**The source decides.** If the answer and the passage disagree, believe the passage.

## Confidence

It is the share of the answer’s sentences supported by a cited passage, times the relevance of the best passage. It is no guarantee.

A quotation that Foyer does not find word for word in the cited passages is marked: check it.

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

In **Knowledge**, the **Search bench** searches as a chatbot would and shows the passages it finds.

Questions left unanswered are gathered in **Conversations**, and the home page reminds you: it is the best list of documents to add.`,
  },
  models: {
    title: 'Models',
    summary: 'Without a model, with Ollama, or with an online service.',
    body: `## Without a model

Foyer works as soon as it is installed: it picks the sentences of your documents that answer, and quotes them word for word. Nothing leaves the computer.

## With a model on this computer

Install Ollama, LM Studio, llama.cpp or vLLM, and download a model into it. Foyer looks for these servers on this machine at their usual addresses; the **Models** page offers them. Your questions and passages do not leave the computer.

The larger a model, the better it writes, and the more memory and patience it takes. The test button measures the time to the first word.

## With an online service

OpenAI, Anthropic, or any service compatible with OpenAI’s API. It takes a key. **Each question then sends the service** your question, the last messages of the conversation, the passages found and the chatbot’s instructions. **Settings**, “Privacy”, says what leaves and where it goes.

## Two purposes

- A **chat** model writes the answers.
- An **embedding** model compares the meaning of texts: it finds “leave” when you search “holidays”, and can search across languages. When you add one, the index is built in the background; word search answers meanwhile.

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
- The **Conversations** page shows what your chatbots were asked, and the questions left unanswered.

## Who sees what

A person with the **Member** role sees only their own conversations. The other roles read all conversations.`,
  },
  people: {
    title: 'Several people, over the network',
    summary: 'Opening Foyer to the other computers of the office.',
    body: `By default Foyer answers only the computer it is installed on. To share it, start it in server mode on one machine of the office, from Foyer’s folder:

\`\`\`
npm start -- --headless --host 0.0.0.0
\`\`\`

The others then open that machine’s address in their browser, for instance \`http://192.168.1.20:4280\`. For a name rather than a number, add \`--allow-host foyer.lan:4280\`. For another port, \`--port 4300\`.

**Beware:** the connection is not encrypted. Open it only on a network you trust, or place in front of Foyer a server that adds HTTPS.

## Accounts

1. The first account is made on the machine itself, with the one-time link shown at start.
2. The next ones: **Settings**, “Account”, “Add a person”, or the command \`foyer user add\`.

| Role | May |
|---|---|
| Member | ask questions, see their own conversations |
| Answers | also read all conversations |
| Editing | also manage chatbots and documents |
| Administration | also manage models, accounts and settings |
| Owner | everything, and name other owners |

After ten wrong passwords in a quarter of an hour, the account has to wait before trying again. A session ends after thirty days without a visit.`,
  },
  network: {
    title: 'Open to the local network',
    summary: 'Your assistants on phones and pages of the office, the administration at home.',
    body: `In **Settings**, “Local network”, one switch opens a second door, for your visitors and programs only: the widget, the chat page, and what API keys call. Foyer’s interface is not on it.

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

A public page cannot reach a computer in an office. Put a tunnel or a proxy before Foyer, choose “This computer only”, and add the public name under “Other names allowed”.`,
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    summary: 'Everything can be done from the keyboard.',
    body: `| Keys | What they do |
|---|---|
| Ctrl + K (⌘ K on a Mac) | Open or close the search: pages, actions, chatbots, documents, conversations |
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
| \`foyer document list\` | list the documents |
| \`foyer model list\`, \`foyer model test NAME\` | list and test the models |
| \`foyer job list\` | see the tasks |
| \`foyer doctor\` | check the installation |
| \`foyer serve\`, \`foyer stop\` | start and stop the server |

Add \`--json\` for a result a program can read, \`--data FOLDER\` for another data folder. If Foyer already runs on that folder, the command goes through it.

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

The file \`secrets.key\` opens your models’ keys: do not forget it, and keep the backup somewhere safe. If Foyer says that this file can be read by others (it happens after a trip on a USB stick), type \`chmod 600 secrets.key\` in the folder.

Before each upgrade of the database, Foyer keeps a copy of it in \`snapshots\`. An older version refuses to open newer data, without touching it.`,
  },
  troubleshooting: {
    title: 'When something is wrong',
    summary: 'What the messages mean, and what to do.',
    body: `## Foyer does not start

- **“Another Foyer uses this folder”**: it is already running, in a window or a terminal. Close it, or \`foyer stop\`.
- **“The port is already taken”**: add \`--port 4300\`.
- **“This data comes from a newer version”**: update Foyer; nothing was changed.
- **“The disk is full”**: free some space; what was saved is intact.

## The model does not answer

Open **Models** and test it. Check that its server is on, that the address and the name are right, that the key is valid. If “Block outgoing connections” is on in **Settings**, “Privacy”, only the models of this computer answer.

## A document stays failed

Its reason is written beside it. See “Adding documents”.

## The page says that Foyer no longer answers

It reconnects by itself. If it lasts, check that Foyer still runs on its machine.

## Lost password

A person cannot get their password back, and nobody can read it. On Foyer’s machine, create a new account: \`foyer user add --email ADDRESS --name NAME --role owner --password-stdin\`, then type the password.

## Checking the installation

**Settings**, “Data”, “Check”, or \`foyer doctor\`: the database, the disk, the memory, the documents and the models are reviewed. The log is \`logs/foyer.log\` in the data folder.`,
  },
} satisfies Words<typeof french>;
