import { helpWidget } from './help-widget.ts';

/** The user help, one article a subject, in Markdown. Loaded with the settings page, not with the shell. */
export const helpArticles = {
  firstSteps: {
    title: 'Premiers pas',
    summary: 'Du premier fichier à la première réponse citée.',
    body: `Foyer répond à vos questions à partir de vos documents, et montre d’où vient chaque réponse. Rien d’autre n’est nécessaire : ni réseau, ni modèle.

1. Ouvrez **Chatbots** et créez un chatbot. Un nom suffit pour commencer.
2. Ouvrez **Connaissances** et déposez des fichiers ou un dossier, où que ce soit sur la page. S’il y a plusieurs chatbots, Foyer demande pour lequel.
3. Attendez l’état **Prêt**. La lecture continue si vous changez de page.
4. Ouvrez **Discuter**, choisissez le chatbot et posez votre question.
5. Cliquez sur un numéro dans la réponse : la page du document s’ouvre, le passage surligné.

## Rien sous la main ?

Dans **Connaissances**, quand il n’y a encore aucun document, « Essayer avec un exemple » ajoute quelques documents d’exemple.

## Et ensuite

Sans modèle, la réponse cite vos documents mot pour mot. Avec un modèle, elle est rédigée. L’article « Les modèles » explique comment en brancher un.`,
  },
  notifications: {
    title: 'Être prévenu',
    summary: 'La cloche, le bureau, le courriel et les heures calmes.',
    body: `La cloche, en haut du menu, compte ce que vous n’avez pas encore vu : quelqu’un demande une personne, un visiteur a laissé ses coordonnées, un document n’a pas pu être lu, une tâche a échoué. Vous ne voyez que ce que votre rôle vous permet de lire. Un clic mène à la chose, et la marque comme lue.

## Choisir

Dans **Réglages**, **Notifications**, chaque ligne dit par où Foyer vous prévient :

- **Cloche** : compté en haut du menu.
- **Bureau** : une notification de votre ordinateur, seulement quand Foyer n’est pas à l’écran. Elle nomme le client, jamais ce qu’un visiteur a écrit. Dans un navigateur, cliquez d’abord sur **Autoriser** ; il faut une adresse en https, ou l’ordinateur de Foyer.
- **Courriel** : le premier part après deux minutes, la suite est regroupée par quart d’heure. Ce que vous avez lu entre-temps n’est pas envoyé. Il faut que l’envoi de courriels soit réglé.

## Les heures calmes

Entre les deux heures que vous choisissez, rien ne s’affiche sur le bureau et aucun courriel ne part. Tout ce qui attendait arrive ensuite en un seul courriel. Elles suivent l’heure de votre fuseau, été comme hiver.

Les notifications sont gardées 90 jours.`,
  },
  documents: {
    title: 'Ajouter des documents',
    summary: 'Formats lus, états, et pourquoi un document échoue.',
    body: `Déposez des fichiers ou un dossier entier dans **Connaissances**. Dans un dossier, les fichiers cachés et les raccourcis sont laissés de côté. Foyer garde sa propre copie : vos fichiers d’origine ne sont ni déplacés ni modifiés.

## Ce qui est lu

- PDF qui contient du texte
- Word (\`.docx\`, et \`.doc\` de 1997 à 2003), OpenDocument (\`.odt\`, \`.fodt\`), RTF
- Tableurs : Excel (\`.xlsx\`, \`.xls\`), OpenDocument (\`.ods\`, \`.fods\`), CSV quels que soient son séparateur et son encodage ; chaque feuille est une page, les formules donnent leur valeur
- Présentations : PowerPoint (\`.pptx\`), OpenDocument (\`.odp\`, \`.fodp\`) ; chaque diapositive est une page, avec ses notes
- Livres EPUB
- Courriels enregistrés (\`.eml\`, \`.mbox\`, \`.msg\` d’Outlook) et leurs pièces jointes
- Archives ZIP : ce qu’elles contiennent est lu comme un seul document
- Pages web enregistrées (HTML, \`.mht\`), JSON, XML, sous-titres (\`.srt\`, \`.vtt\`)
- Markdown et texte, quel que soit leur encodage

Ce qui est masqué (feuilles, diapositives) est lu et porte la mention « masquée » ; les commentaires portent leur nom. Le type est reconnu au contenu, pas au nom du fichier. Un fichier pèse au plus 200 Mo, se lit en 15 minutes au plus et ouvre au plus trois niveaux de fichiers contenus : ces limites et les autres se règlent dans Réglages › Données, « Limites de lecture ». L’ancien PowerPoint (\`.ppt\`) n’est pas encore lu : exportez-le en PDF. D’un ancien Word, les images ne sont pas reconnues, et celui qui a un mot de passe doit être enregistré sans.

Le texte des images et des scans est reconnu, même dans une archive, un courriel, un document Word, une présentation ou un livre ; les petites images (logos, icônes) et celles que presque toutes les diapositives répètent sont passées. Une image qui revient, dans un document ou dans plusieurs courriels, n’est reconnue qu’une fois.

## Les états

| État | Ce que cela veut dire |
|---|---|
| En attente | Le fichier est reçu, son tour viendra. |
| Lecture | Foyer en tire le texte, page par page. |
| Indexation | Le texte est découpé en passages que l’on peut chercher. |
| Prêt | Les chatbots choisis s’en servent. |
| Lu en partie | Ils s’en servent, mais tout n’a pas été lu : la liste et la page du document disent quoi, combien et où. |
| Échec | Il n’a pas été lu ; la raison est écrite à côté. |
| Mis de côté | Une version plus récente a pris sa place. |

Si l’ordinateur s’arrête pendant une lecture, elle reprend au démarrage suivant.

## Pourquoi un document échoue

| Raison | Que faire |
|---|---|
| Verrouillé par un mot de passe | Donnez-le dans la liste ou sur la page du document. |
| Protégé autrement que par un mot de passe | Le fichier est réservé à certains lecteurs (certificat, droits numériques) ou chiffré d’une façon que Foyer n’ouvre pas : enregistrez une copie sans protection. |
| Endommagé | Ouvrez-le dans son logiciel, enregistrez-le de nouveau. |
| Vide | Vérifiez que c’est le bon fichier. |
| Aucun texte trouvé | Le document ne montre que des images, où Foyer n’a reconnu aucun mot. Numérisez-le à 300 points par pouce, ou vérifiez que la reconnaissance de texte est activée (Paramètres › Données). |
| Trop gros, trop long à lire, trop de mémoire | Découpez-le en plusieurs fichiers. |
| Type non lu | Exportez-le en PDF, Word, HTML ou texte. |

Une fois le fichier corrigé, ajoutez-le de nouveau. « Relire » relance la lecture du même fichier. Un échec dont vous ne voulez plus entendre parler : menu du document, « Écarter l’échec ». Il ne compte plus, sauf si le document échoue de nouveau.

Quand Foyer apprend à mieux lire, il propose dans **Connaissances** de relire ce qu’une version précédente avait lu.

## Les fichiers avec un mot de passe

Les PDF, les fichiers Word, Excel, PowerPoint et OpenDocument et les archives ZIP sont lus dès que vous donnez leur mot de passe : **Donner le mot de passe**, dans la liste ou sur la page du document. Il ouvre aussi les fichiers verrouillés d’une archive ou d’un courriel.

- Il est essayé tout de suite. S’il est faux, rien ne change.
- Il sert une fois, puis il est oublié ; le texte lu reste, même si le document est relu sans lui. Pour voir les pages d’un PDF telles quelles, il faut le garder.
- « Le garder pour les prochaines lectures » le garde chiffré. Il est essayé aussi sur les versions suivantes du fichier, n’est dans aucune archive du client, et s’oublie depuis la page du document.

Ne sont pas ouverts : les livres et fichiers protégés par des droits numériques ou un certificat, et les fichiers OpenDocument chiffrés en entier ou avec Blowfish.

## Deux fois le même fichier, ou une version plus récente

| Ce que vous ajoutez | Ce qui se passe |
|---|---|
| Même nom, même contenu | Rien de nouveau : rien n’est lu deux fois, le chatbot choisi peut s’en servir. |
| Même contenu sous un autre nom | Un document à part, sous son nom. Le fichier n’est gardé qu’une fois. |
| Même nom, autre contenu, dans le même chatbot | Une version plus récente : dès qu’elle est lue, elle prend la place de l’ancienne. Foyer le demande une fois pour tous les fichiers : « Remplacer » ou « Garder les deux ». |

L’ancienne version est mise de côté : aucune réponse ne s’en sert. Elle est dans **Détails**, « Versions précédentes », d’où elle se restaure ou se supprime. Si la nouvelle ne peut pas être lue, l’ancienne continue de répondre.

## Le nom d’un document

Un document porte son propre titre, ou le nom de son fichier quand ce titre ne dit rien (« Présentation PowerPoint », « sans titre »…). « Renommer », dans son menu ou sur sa page, lui en donne un autre, affiché, cité et cherché ; le fichier garde son nom, et se cherche aussi par lui.

## Corriger un passage

Un document est découpé en passages : les morceaux de texte que Foyer compare aux questions. Onglet **Passages** de sa page, le menu de chacun :

- **Modifier** : ses mots, et les questions auxquelles il répond (10 au plus, de 300 caractères chacune). Le document ne change pas ; les réponses disent que le passage a été modifié.
- **Couper en deux** : choisissez la phrase ou la ligne où commence le second. **Réunir avec le suivant** fait l’inverse. Utile quand une réponse cite trop, ou la moitié seulement, de ce qu’il faut.
- **Exclure des réponses** : aucune réponse ne s’en sert, jusqu’à « Reprendre ».
- **Rétablir tel que lu** : annule ce que vous en avez fait.

Au-dessus de la liste, Foyer compte les passages à revoir : **trop courts** (moins de dix mots), **illisibles** (des lettres sans mots), **répétés** (les mêmes mots dans cinq documents ou plus) et **mal reconnus** (une image peu nette). Touchez un genre pour le voir, puis « Exclure les passages » ; « Annuler » les reprend.

Des **passages en double** disent la même chose presque mot pour mot, dans un document ou dans plusieurs. **Connaissances**, « Voir les doubles », les montre par groupes, ce qui diffère marqué : « Garder celui-ci » exclut les autres des réponses, « Annuler » les reprend. Des tarifs de deux années ne sont pas des doubles : leurs chiffres diffèrent.

Vos retouches survivent à une nouvelle lecture et à une nouvelle version. Si les mots d’origine ont changé, Foyer montre les anciens, les nouveaux et votre retouche : à vous de choisir.

## Les étiquettes

Une étiquette est un mot sous lequel ranger des documents : la liste et le banc d’essai se limitent à l’une d’elles. Donnez-en dans **Détails**, sur la page d’un document, ou cochez-en plusieurs dans la liste, puis « Étiquettes… ». Une source peut en donner à tout ce qu’elle contient, dans ses réglages.

Foyer en **propose** d’après les sujets que plusieurs documents ont en commun, sans interroger de modèle. Un clic accepte ; ce que vous refusez n’est plus proposé. Le bouton **Étiquettes** de **Connaissances** les renomme, les fusionne et les supprime.

## Qui se sert de quoi

Un chatbot ne répond qu’avec les documents qui lui sont donnés. Ouvrez un document puis **Détails**, « Utilisé par », pour cocher ou décocher des chatbots. Pour plusieurs documents à la fois, cochez-les dans la liste, puis « Chatbots… ».

Pour qu’un chatbot ne réponde qu’avec certains de ses documents, choisissez des étiquettes dans son onglet **Connaissances** : il ne lit plus que ceux qui portent l’une d’elles. Une étiquette qui limite un chatbot ne peut pas être supprimée.`,
  },
  questions: {
    title: 'Poser une question et lire les sources',
    summary: 'Numéros, phrases surlignées, confiance, arrêt et reprise.',
    body: `Écrivez comme vous parleriez à un collègue : « Combien de jours de congé pour un mariage ? ». Une question précise trouve mieux qu’un seul mot.

## Les numéros

Chaque numéro de la réponse renvoie à un document. Cliquez dessus : il s’ouvre à la bonne page, la phrase ou la ligne de tableau surlignée. Les numéros suivent l’ordre de la réponse ; un document cité plusieurs fois garde le même, et « 1 sur 3 » mène d’un passage à l’autre. Les documents consultés mais non cités se déplient sous la réponse.

Un PDF s’affiche comme il est, le passage marqué sur la page. « Page » et « Texte » passent de l’une à l’autre vue, et le choix reste : « Page » montre la mise en page, les tableaux et les signatures ; « Texte », plus lisible sur un écran étroit, montre ce que Foyer a lu, avec quoi il répond. La page s’agrandit et se réduit par les boutons ou les touches **+** et **-**, revient à la largeur par **0**, et se tourne par les flèches. Une page qui ne peut pas être dessinée le dit et montre son texte.

**La source fait foi.** Si la réponse et la source se contredisent, croyez la source.

## La confiance

Sous chaque réponse, trois niveaux disent si elle est probablement juste :

- **élevée, la source le dit** : au moins neuf réponses sur dix de ce niveau sont justes ;
- **moyenne, vérifiez la source** : la plupart sont justes, pas toutes ;
- **faible, à vérifier avant de s’y fier** : la réponse peut être fausse ou incomplète.

Touchez ces mots pour voir l’estimation. Ce n’est jamais une garantie.

Quand un modèle écrit la réponse, Foyer la relit : un chiffre, une date, un nom ou une citation que la source ne contient pas est souligné en pointillés, comme une phrase qui dit le contraire de sa source. La confiance baisse d’autant. Un total calculé par le modèle est souligné aussi : il n’est pas écrit dans la source.

## Arrêter, relancer

- **Arrêter** garde ce qui est déjà écrit.
- **Relancer** refait la dernière réponse, qui remplace la précédente.
- Vous pouvez changer de page pendant une réponse : elle continue, et vous la retrouvez en revenant.
- Si Foyer est coupé au milieu d’une réponse, la question et ce qui était écrit sont gardés, et la réponse est marquée interrompue.`,
  },
  followUps: {
    title: 'Les questions de suite',
    summary: '« Et pour les enfants ? » : comment Foyer comprend.',
    body: `Dans une même conversation, vous pouvez continuer sans tout répéter : « Et pour les enfants ? », « Combien ? ».

- **Avec un modèle**, Foyer lui demande de réécrire la question pour qu’elle se comprenne seule. La réponse montre « Question comprise ainsi » quand c’est le cas.
- **Sans modèle**, Foyer ajoute les mots importants de vos deux dernières questions.

Foyer reconnaît une suite à son début (« et », « mais », « alors », « pourquoi ? »…), ou à une question courte qui renvoie à ce qui précède (« il », « cela », « en »…).

Si la réponse part dans une mauvaise direction, posez la question en entier. Pour changer de sujet, commencez une nouvelle conversation.`,
  },
  noAnswer: {
    title: 'Quand il n’y a pas de réponse',
    summary: 'Pourquoi Foyer préfère se taire, et comment y remédier.',
    body: `Quand aucun passage ne soutient une réponse, le chatbot le dit au lieu d’inventer, et nomme s’il y en a les documents les plus proches.

## Causes courantes

- **Le document manque.** Ajoutez-le.
- **Il n’est pas donné à ce chatbot.** Ouvrez le document, « Détails », « Utilisé par ».
- **Il n’est pas prêt, ou il a échoué.** Regardez son état dans **Connaissances**.
- **Les mots diffèrent.** Sans modèle d’embedding, la recherche compare les mots : « vacances » ne trouve pas « congés ».
- **La langue diffère.** Pour poser en français une question sur des documents en anglais, il faut un modèle.

## Voir ce que le chatbot verrait

Dans **Connaissances**, le **Banc d’essai** cherche comme le ferait un chatbot et montre les passages trouvés. Il se limite à un type de fichier, à une source ou à une langue, comme la liste des documents : dans cette limite, il trouve ce qu’il y a de mieux.

Les questions restées sans réponse sont réunies dans **Conversations**, et l’accueil les rappelle : c’est la meilleure liste de documents à ajouter.`,
  },
  models: {
    title: 'Les modèles',
    summary: 'Sans modèle, avec Ollama, ou avec un service en ligne.',
    body: `## Sans modèle

Foyer fonctionne dès l’installation : il choisit les phrases de vos documents qui répondent et les cite mot pour mot. Rien ne sort de l’ordinateur.

## Avec un modèle sur cet ordinateur

Installez Ollama (ollama.com). Foyer le trouve, et la page **Modèles** conseille ceux qui tiennent dans la mémoire de l’ordinateur : un clic dit ce qui sera téléchargé, d’où et sous quelle licence, un second le fait. Le téléchargement se met en pause, reprend, survit à un redémarrage ; arrivé, le modèle est essayé et ajouté.

LM Studio, Jan, llama.cpp et vLLM sont cherchés aussi, ainsi que l’adresse que dit OLLAMA_HOST ; leurs modèles se choisissent dans une liste. Un serveur vulnérable ou ouvert au réseau est signalé, avec ce qu’il faut faire. Vos questions et vos passages ne quittent pas l’ordinateur.

Foyer peut aussi faire tourner lui-même un modèle, sans autre logiciel : sur la page **Modèles**, « Importer un fichier GGUF ». Il en garde une copie dans son dossier, la vérifie, et voit s’il sert à répondre ou à chercher. La mémoire est regardée avant de charger ; sans question pendant dix minutes, elle est rendue. S’il s’arrête brusquement, seule la réponse en cours est perdue. Ces fichiers ne font partie d’aucune archive ni copie de la base : gardez l’original.

Plus un modèle est gros, mieux il rédige, et plus il demande de mémoire et de patience. Le bouton d’essai mesure le temps du premier mot.

## Avec un service en ligne

OpenAI, Anthropic, ou tout service compatible avec l’API d’OpenAI. Il faut une clé. **Chaque question envoie alors au service** votre question, les derniers messages de la conversation, les passages trouvés et les consignes du chatbot. **Réglages**, « Confidentialité », dit ce qui sort et vers où.

## Deux usages

- Un modèle de **conversation** rédige les réponses.
- Un modèle d’**embedding** compare le sens des textes : il trouve « vacances » quand vous cherchez « congés », et peut chercher d’une langue à l’autre. Quand vous en ajoutez un, l’index se construit en arrière-plan ; la recherche par mots répond en attendant.
- Un modèle de **reclassement** relit les meilleurs passages avec la question, avant qu’un modèle réponde, autant qu’il en lit dans son temps. Ce à quoi vos documents ne répondent pas reste sans réponse. Foyer n’a encore été mesuré avec aucun vrai modèle de ce genre.

## Ce qu’un modèle a de particulier

- **Il réfléchit avant de répondre.** Sa réflexion n’est jamais donnée pour la réponse : elle se déplie au-dessus, sous « Réflexion du modèle ». Vos visiteurs ne la voient pas.
- **Il refuse un réglage.** Foyer le découvre à l’essai ou à la première réponse, s’en passe, et le retient : la page **Modèles** le dit sous « Constaté ». Un nouvel essai fait le point, un changement de réglage oublie tout.
- **Sa réponse est coupée.** Elle dit si c’est par sa longueur ou par le filtre de contenu du service.
- **Un passage est trop long pour l’index.** Il est comparé par son début, lui seul ; la page **Modèles** dit combien le sont, et combien n’ont pu l’être.

L’adresse d’un serveur se colle comme on la trouve, avec ou sans « /v1 », « /api » ou « http:// » : la fiche montre celle qui est retenue.

## Si le modèle ne répond pas

Foyer essaie le modèle de secours du chatbot, puis répond par des citations. La réponse dit quel modèle manquait et pourquoi.`,
  },
  searchTips: {
    title: 'Bien chercher',
    summary: 'Accents, pluriels, fautes de frappe, français et anglais.',
    body: `- **Accents et majuscules** ne comptent pas : « reglement » trouve « Règlement ».
- **Singulier, pluriel, conjugaison** se valent le plus souvent : « congé » trouve « congés ».
- **Fautes de frappe** : un mot d’au moins quatre lettres qui n’est dans aucun document est remplacé par les plus proches qui y sont. Foyer l’indique : « Recherché … à la place de … ».
- **Les petits mots** (le, de, pour, the, of…) ne comptent guère.
- **Les noms, numéros et dates** aident beaucoup : « article 12 », « facture 2024-113 ».

## Français et anglais

La langue de chaque document est reconnue. Vous pouvez poser votre question en français ou en anglais ; la réponse suit la langue de la question.

Chercher **d’une langue à l’autre** demande un modèle : un modèle de conversation traduit la question avant de chercher, ou un modèle d’embedding multilingue compare le sens.`,
  },
  chatbots: {
    title: 'Les chatbots',
    summary: 'Nom, consignes, documents, modèle : ce qui change quoi.',
    body: `Un chatbot, c’est une manière de répondre et des documents. Faites-en un par sujet ou par public : il répond mieux quand il ne connaît que ce qui le concerne.

- **Message d’accueil** et **questions proposées** (six au plus) : ce que l’on voit en ouvrant la conversation.
- **Consignes** : le ton, ce qu’il faut dire ou éviter. Elles ne servent qu’avec un modèle ; sans modèle, la réponse est une citation.
- **Modèle** et **modèle de secours** : sans choix, le chatbot prend le modèle par défaut.
- **Langue** : celle du chatbot quand la langue de la question ne se reconnaît pas.
- **Actif** : désactivé, il ne répond plus, mais garde tout.

**Dupliquer** copie le chatbot et ses liens vers les documents. **Supprimer** efface le chatbot et ses conversations ; les documents restent.

Un chatbot répond seulement à partir des passages trouvés. Les consignes ne peuvent pas lui faire savoir ce que ses documents ne disent pas : ajoutez plutôt un document.`,
  },
  conversations: {
    title: 'Les conversations',
    summary: 'Retrouver, renommer, supprimer, et qui voit quoi.',
    body: `Chaque question est enregistrée dès l’envoi, avant même la réponse.

- Dans **Discuter**, la colonne de gauche garde vos conversations. Son champ de recherche lit aussi le contenu des messages.
- Renommez ou supprimez une conversation depuis son menu. Supprimer efface les questions, les réponses et leurs sources ; vos documents ne sont pas touchés.
- La page **Conversations** montre ce qui a été demandé à vos chatbots, et les questions restées sans réponse. Une question qui n’appelle rien de plus s’écarte d’un clic, ici ou sur l’accueil.

## Quand quelqu’un demande une personne

Dès qu’un message demande à parler à quelqu’un, ou à être rappelé, le chatbot propose une personne au lieu de chercher dans les documents ; dans le widget, le formulaire s’ouvre sous sa réponse. L’accueil et l’entrée **Conversations** le signalent aussitôt. La conversation reste en tête de liste, quel que soit le chatbot choisi, jusqu’à ce que quelqu’un du bureau clique **Traité**. Une nouvelle demande compte à nouveau.

Vos propres essais, dans **Discuter** ou dans l’aperçu, sont comptés à part et n’attendent personne.

## Qui voit quoi

Une personne au rôle **Membre** ne voit que ses propres conversations. Les autres rôles lisent toutes les conversations.`,
  },
  contacts: {
    title: 'Les contacts',
    summary: 'Qui vous a écrit, doublons, importer et exporter un carnet d’adresses.',
    body: `**Contacts** réunit les personnes et les entreprises d’un client, chacune avec tout ce qui s’est passé.

## D’où ils viennent

- Un visiteur qui laisse une adresse ou un numéro devient un contact. S’il revient avec la même adresse ou le même numéro, c’est le même contact. L’entreprise qu’il nomme est ajoutée aussi.
- « Ajouter un contact » en crée un à la main.
- « Importer » lit un carnet d’adresses.

Ce que le bureau a écrit n’est jamais remplacé par ce qu’un visiteur donne. Un nom seul ne fait pas un contact.

## Doublons

Quand deux contacts se ressemblent (même adresse, même numéro, ou même nom et même entreprise), une ligne le dit au-dessus de la liste. Comparez-les, choisissez celui qui reste : il garde ce qu’il contient, l’autre complète ce qui manque. « Séparer », dans la fiche, remet les deux comme avant ; ce que vous avez changé depuis reste.

## Importer

Un tableau (CSV) dont la première ligne nomme les colonnes (Nom, Prénom, E-mail, Téléphone, Société, Note…), ou des fiches vCard (\`.vcf\`) : les exports de Google, Apple, Outlook et des tableurs conviennent. Foyer montre ligne par ligne ce qui sera ajouté, modifié, ou laissé de côté et pourquoi. Rien n’est écrit avant votre accord. Une case vide n’efface rien. Un fichier tient au plus 5 000 contacts, un client 20 000.

## Exporter

Le tableau s’ouvre dans un tableur et peut être réimporté tel quel : la colonne « Identifiant » retrouve chaque contact.

## Combien de temps

Les contacts venus de visiteurs partent avec l’âge, comme les conversations, si le client a une durée de conservation. Ceux que le bureau a créés, importés ou modifiés restent. Effacer un visiteur efface aussi le contact qu’il a fait naître.`,
  },
  clients: {
    title: 'Plusieurs clients',
    summary: 'Une entreprise, un service, un site : chacun chez soi.',
    body: `Un **client** réunit des chatbots, des documents, des conversations et des personnes. Rien ne passe de l’un à l’autre : ni une recherche, ni un fichier, ni une réponse. Le même document donné à deux clients est gardé deux fois.

## Créer et changer

Dans **Clients**, « Créer un client » : un nom suffit. Sa page a ensuite ses rubriques : fiche, chatbots, documents, personnes, données.

Avec plusieurs clients, le nom en haut du menu dit pour lequel vous travaillez. Cliquez dessus, tapez quelques lettres, puis Entrée. Ouvrir un chatbot, un document ou une conversation d’un autre client fait passer à ce client.

## Qui voit quoi

- Les propriétaires et l’administration voient tous les clients.
- Les autres voient ceux où ils ont un rôle. Les notes et la personne à joindre ne sont pas montrées aux simples membres.

## Mettre en pause, archiver

| | Ses chatbots | Ses membres | Ses données |
|---|---|---|---|
| **Désactivé** (« Ses chatbots répondent ») | ne répondent plus | y ont accès | intactes |
| **Archivé** | ne répondent plus | n’y ont plus accès | intactes, hors des listes |

Un client archivé se rétablit à tout moment : **Clients**, « Archivés ». Il reste toujours un client en service.

## Le quota mensuel

Il se fixe dans l’onglet **Quota et rapport**, en requêtes, en jetons ou en coût, avec ce qui arrive une fois qu’il est atteint : un autre modèle, des citations seulement, ou plus aucune réponse. Le même onglet donne le rapport de chaque mois.`,
  },
  people: {
    title: 'À plusieurs, sur le réseau',
    summary: 'Ouvrir Foyer aux autres ordinateurs du bureau.',
    body: `Par défaut, Foyer ne répond qu’à l’ordinateur où il est installé. Pour le partager : **Réglages**, « Réseau », **Ouvrir l’interface aux autres ordinateurs**. Choisissez le chiffrement, puis donnez à vos collègues l’adresse affichée. Cela prend effet aussitôt, dans la fenêtre comme en mode serveur ; cet ordinateur y a toujours accès.

## Le chiffrement

- **Autorité de ce Foyer** : chaque poste ouvre une fois l’adresse indiquée et lui fait confiance ; sinon le navigateur prévient à chaque visite.
- **Votre certificat**, collé avec sa clé.
- **Aucun** : mots de passe et documents passent en clair. Seulement sur un réseau dont vous connaissez chaque appareil.

Pour un nom et un certificat reconnus de tous, placez un relais devant Foyer : voir « Derrière un relais ».

En mode serveur, \`--host 0.0.0.0\` ouvre aussi Foyer à tout le réseau, sans chiffrement ; la page le dit, et l’interrupteur n’y change rien.

## Les comptes

1. Le premier compte se crée sur la machine elle-même, avec le lien à usage unique affiché au démarrage.
2. Les suivants : **Réglages**, « Personnes », **Inviter une personne**. Foyer fait un lien à usage unique, montré une seule fois et valable sept jours : donnez-le vous-même. La personne l’ouvre, choisit son mot de passe et entre.

| Rôle | Peut |
|---|---|
| Membre | discuter avec les chatbots partagés avec elle, revoir ses conversations |
| Réponses | discuter avec tous les chatbots du client, lire toutes les conversations |
| Édition | gérer aussi les chatbots et les documents |
| Administration | gérer aussi les clients, les modèles, les personnes et les réglages, partout |
| Propriétaire | tout, et nommer d’autres propriétaires |

Les trois premiers rôles se donnent client par client. Dans la fiche d’une personne, « Ce que cette personne voit » dit quelles pages et quels chatbots lui sont ouverts.

## Mot de passe oublié, départ d’un collègue

Dans la fiche de la personne, **Lien de nouveau mot de passe** fait un lien valable un jour ; un nouveau lien annule le précédent. Si l’envoi de courriels est réglé, Foyer peut aussi l’envoyer, et la personne peut en demander un elle-même depuis la page de connexion. **Désactiver le compte** ferme tout de suite ses sessions ; ses conversations sont gardées.

Si le seul propriétaire a oublié le sien, sur la machine de Foyer : \`foyer user link ADRESSE\`.

Un mot de passe a au moins dix caractères. Les plus courants sont refusés, comme ceux faits surtout du nom ou de l’adresse ; une phrase convient très bien.

## Partager un chatbot

Sur la page du chatbot, « Partage » : toute l’équipe, ou seulement les membres cochés.

Comment se connecter en sécurité, et quoi faire quand un compte est bloqué : voyez « Se connecter en sécurité ».`,
  },
  mail: {
    title: 'Envoyer des courriels',
    summary: 'Invitations et mots de passe oubliés, par la messagerie que vous avez déjà.',
    body: `Sans réglage, Foyer n’envoie rien : vous remettez vous-même les liens d’invitation et de mot de passe. Si vous lui confiez une boîte, il les envoie, et chacun peut demander un nouveau mot de passe depuis la page de connexion.

## Régler l’envoi

1. Ouvrez **Réglages**, « Courriel », et choisissez votre messagerie : le serveur, le port et le chiffrement se remplissent.
2. Indiquez l’adresse d’expéditeur, l’identifiant (le plus souvent cette adresse) et le mot de passe.
3. Regardez où mèneront les liens : à l’adresse publique, sinon à celle de cette machine sur le réseau (« Réseau »). Une invitation ne part pas tant que Foyer n’ouvre que sur cet ordinateur.
4. Enregistrez, puis **envoyez-vous un essai**. Foyer dit ce qui s’est passé, et le serveur sa réponse.

| Messagerie | À savoir |
|---|---|
| Gmail | Un « mot de passe d’application », créé dans le compte Google après la validation en deux étapes |
| Microsoft 365 | Le « SMTP authentifié » doit être permis pour la boîte ; outlook.com et hotmail n’acceptent plus de mot de passe |
| Free | Le « SMTP authentifié » s’active d’abord dans l’espace abonné |
| OVH, Infomaniak, Orange | L’adresse entière et le mot de passe de la boîte |

## Le chiffrement

TLS et STARTTLS chiffrent toujours, et Foyer vérifie le certificat du serveur : si quelque chose manque, rien ne part. « Aucun » n’est accepté que vers cette machine ou votre réseau local. Un serveur du bureau qui a son propre certificat : collez celui de son autorité dans « Certificat du serveur ».

## Quand l’envoi échoue

Foyer réessaie seul pendant une vingtaine de minutes quand le serveur est absent, occupé ou demande d’attendre. Un refus net (mot de passe, adresse inconnue) n’est pas répété : il est écrit en haut de la page « Courriel ». Le lien affiché au moment de l’invitation reste bon : vous pouvez toujours le remettre vous-même.

## Ce qui est gardé

Le mot de passe de la boîte est chiffré et jamais affiché ; il n’est pas confié à un autre serveur que celui pour lequel vous l’avez tapé. Un courriel en attente est chiffré dans la base, et son contenu effacé une fois parti. « Bloquer les connexions sortantes » retient aussi les courriels.

## Mot de passe oublié

La page de connexion propose « Mot de passe oublié ? ». La réponse est la même que le compte existe ou non. Le lien arrive à l’adresse du compte, sert une fois et vaut une heure. Après un changement de mot de passe, la personne en reçoit l’avis.`,
  },
  programs: {
    title: 'Ouvrir Foyer à un programme',
    summary: 'Une clé d’API par programme : ce qu’elle permet, et comment la reprendre.',
    body: `Un site, un tableur ou un autre logiciel peut poser des questions à vos chatbots, ajouter des documents, chercher. Il s’identifie avec une **clé d’API**.

## Créer une clé

1. **Réglages**, « Clés d’API », **Créer une clé** (rôle d’administration).
2. Donnez-lui le nom du programme, cochez ce qu’elle permet, choisissez les chatbots et une fin.
3. Copiez-la : elle ne sera plus jamais affichée. Une ligne prête pour le terminal permet de l’essayer.

| Droit | Ce que le programme peut faire |
|---|---|
| Discuter | poser des questions et relire ses propres conversations |
| Chercher | trouver des passages dans les documents |
| Lire | voir les chatbots, les documents et toutes les conversations |
| Écrire | créer, modifier et supprimer |
| Administrer | tout cela, et gérer les clés du client |

Une clé ne vaut que pour un client : elle ne voit rien des autres. Faites une clé par programme, avec le moins de droits possible.

## La garder

Une clé se garde comme un mot de passe, et voyage dans l’en-tête \`Authorization: Bearer …\`. Dans une adresse (\`?key=…\`), Foyer la refuse : les adresses restent dans les historiques et les journaux.

## La reprendre

**Réglages**, « Clés d’API », les trois points, **Révoquer**. La clé est refusée aussitôt, et les réponses en cours s’arrêtent en moins de cinq secondes. Les conversations qu’elle a ouvertes restent.

La liste dit quand chaque clé a servi : une clé qui n’a pas servi depuis longtemps peut sans doute être révoquée.

## Ce que dit le programme

- **« Cette clé d’API n’est pas valable »** : elle est inconnue, révoquée ou expirée, ou son client est inactif.
- **« Trop de demandes à la fois »** : une clé peut faire 600 demandes par minute. Le programme doit attendre le délai indiqué.
- **« Une clé n’a pas sa place dans une adresse »** : envoyez-la dans l’en-tête ; si l’adresse a été partagée, créez une autre clé.

En mode serveur, l’adresse \`/api/docs\` décrit toutes les opérations, avec des exemples en TypeScript et pour \`curl\`.`,
  },
  network: {
    title: 'Ouvrir au réseau local',
    summary: 'Vos assistants sur les téléphones et les pages du bureau, l’administration chez vous.',
    body: `Dans **Réglages**, « Réseau », un second interrupteur ouvre une autre porte, pour vos visiteurs et vos programmes seulement : le widget, la page de discussion, et ce qu’appellent les clés d’API. L’interface de Foyer n’y est pas. À l’adresse elle-même, une page mène vos visiteurs aux assistants dont la page est ouverte.

## Ce qui s’affiche

- **Les adresses** : une par carte réseau. Touchez-en une pour voir son code, à photographier avec un téléphone.
- **Le nom** : \`foyer.local\`, ou celui que vous choisissez. Il marche sur la plupart des appareils, pas sur tous les réseaux.
- **L’essai** : Foyer appelle ses propres adresses et dit ce qui répond.

Si l’ordinateur change de réseau ou sort de veille, Foyer suit : les adresses affichées sont celles de maintenant.

## Un autre appareil n’y arrive pas

| Ce que dit l’essai | Que faire |
|---|---|
| Foyer répond | Le pare-feu de cet ordinateur retient les autres. Autorisez Foyer, ou son port (4281), sur les réseaux privés. |
| Connexion refusée | Un autre programme a pris le port, ou la carte choisie n’est plus là. Changez le port ou la carte. |
| Ce nom n’est pas connu | Servez-vous de l’adresse en chiffres. |

Les Wi-Fi d’invités empêchent souvent leurs appareils de se parler.

## Qui peut afficher un assistant

Personne, tant que vous ne l’avez pas dit : chaque assistant a sa liste de domaines. \`exemple.fr\` vaut pour ce domaine exact, \`*.exemple.fr\` pour ses sous-domaines, \`localhost:3000\` pour une page d’essai.

## Chiffrement

Sans HTTPS, ce qui passe peut se lire sur le réseau, et une page en HTTPS refuse d’afficher l’assistant. Deux moyens :

1. **L’autorité de ce Foyer.** Chaque appareil ouvre l’adresse affichée, télécharge le certificat et lui fait confiance, une fois. Comparez les empreintes. Ce certificat ne vaut que pour des adresses locales : volé, il ne permettrait pas d’imiter un site d’Internet.
2. **Votre certificat**, collé avec sa clé. La clé est gardée scellée.

## Beaucoup de monde

Au-delà du nombre de réponses simultanées, les visiteurs attendent leur tour et voient leur place. Avec Ollama, laissez un petit nombre : un modèle local ne fait bien que peu de choses de front.

## Depuis Internet

Une page publique ne peut pas joindre un ordinateur de bureau. Placez devant Foyer un tunnel ou un relais, choisissez « Cet ordinateur seulement », et écrivez l’adresse publique des assistants, chemin compris s’il y en a un.`,
  },
  shortcuts: {
    title: 'Raccourcis clavier',
    summary: 'Tout se fait au clavier.',
    body: `| Touches | Effet |
|---|---|
| Ctrl + K (⌘ K sur Mac) | Ouvrir ou fermer la recherche : pages, réglages, actions, aide, chatbots, documents, conversations. Tout se trouve par n’importe lequel de ses mots, en français ou en anglais (« réseau », « sombre », « export ») |
| ↑ et ↓, puis Entrée | Choisir dans cette recherche, puis ouvrir |
| Échap | Fermer une fenêtre, un menu ou la recherche |
| Entrée | Envoyer la question |
| Maj + Entrée | Aller à la ligne dans la question |
| Tab et Maj + Tab | Passer d’un élément à l’autre |
| Tab, en arrivant sur une page | « Aller au contenu » saute le menu |
| Ctrl et +, Ctrl et −, Ctrl et 0 | Agrandir, réduire, taille réelle |

Ce que vous aviez tapé sans l’envoyer vous attend quand vous revenez à la conversation.`,
  },
  commandLine: {
    title: 'La ligne de commande',
    summary: 'Ajouter, demander, vérifier depuis un terminal.',
    body: `Tout ce que fait Foyer se fait aussi dans un terminal, depuis son dossier :

\`\`\`
npm run -s foyer -- help
\`\`\`

Si la commande \`foyer\` est installée, elle remplace \`npm run -s foyer --\`.

| Commande | Effet |
|---|---|
| \`foyer bot add --name "RH"\` | créer un chatbot |
| \`foyer ingest --bot RH ~/Documents/rh\` | donner un dossier et attendre qu’il soit lu |
| \`foyer ask --bot RH "Combien de congés ?"\` | poser une question |
| \`foyer search --bot RH congés\` | voir les passages trouvés |
| \`foyer document list\` | lister les documents (\`--sort\`, \`--state\`, \`--warned\`) |
| \`foyer document show ID\` | voir ce qui n’a pas été lu, et les versions précédentes |
| \`foyer document rename ID TITRE\` | donner un autre titre |
| \`foyer document give ID… --bot RH\`, \`withdraw\` | donner à un chatbot, retirer |
| \`foyer document read --outdated\` | relire (aussi \`--failed\`, \`--warned\`, ou des ID) |
| \`foyer document restore ID\` | remettre en service une version précédente |
| \`foyer model list\`, \`foyer model test NOM\` | lister et essayer les modèles |
| \`foyer model import FICHIER\`, \`foyer model measure NOM\` | importer un fichier GGUF que Foyer fait tourner ; mesurer vitesse et mémoire |
| \`foyer model import FICHIER --into ollama\` | donner ce fichier à Ollama, qui le fait tourner |
| \`foyer job list\` | voir les tâches |
| \`foyer connection places\` | voir où Foyer s’est connecté |
| \`foyer connection list\` | voir chaque connexion |
| \`foyer user unlock\`, \`foyer user reset-second-factor\` | laisser entrer qui ne peut plus |
| \`foyer doctor [--repair]\` | vérifier l’installation ; \`--repair\` attend que ce qui peut l’être soit réparé |
| \`foyer serve\`, \`foyer stop\` | démarrer et arrêter le serveur |

Ajoutez \`--json\` pour un résultat lisible par un programme, \`--data DOSSIER\` pour un autre dossier de données. Si Foyer tourne déjà sur ce dossier, la commande passe par lui.

\`foyer ingest\` remplace un document de même nom dont le contenu a changé : l’ancien est mis de côté, et le résultat le dit. Avec \`--same-name keep\`, les deux répondent. Redonner le même dossier n’ajoute rien deux fois.

En mode serveur, l’adresse \`/api/docs\` décrit l’interface pour les programmes.`,
  },
  widget: helpWidget,
  backup: {
    title: 'Sauvegarder et déménager',
    summary: 'Un seul dossier contient tout.',
    body: `Documents, conversations, chatbots, comptes et clés de modèles tiennent dans un seul dossier. **Réglages**, « Données », dit lequel.

## Sauvegarder

1. Quittez Foyer (fenêtre : **Fichier**, « Quitter Foyer » ; serveur : Ctrl + C ou \`foyer stop\`).
2. Copiez le dossier de données en entier.
3. Relancez Foyer.

Copier pendant que Foyer écrit peut donner une copie inutilisable : arrêtez-le d’abord.

## Restaurer, ou changer d’ordinateur

1. Installez Foyer, sans le lancer, ou quittez-le.
2. Placez la copie à l’endroit habituel, ou indiquez-la : \`npm start -- --headless --data DOSSIER\`, ou la variable \`FOYER_DATA\`.
3. Lancez Foyer.

Endroit habituel : \`~/.local/share/foyer\` sous Linux, \`~/Library/Application Support/Foyer\` sur Mac, \`%APPDATA%\\Foyer\` sous Windows.

Le fichier \`secrets.key\` (ou \`secrets.wrapped\`, avec une phrase secrète ou le trousseau) ouvre les clés de vos modèles : ne l’oubliez pas, et gardez la sauvegarde en lieu sûr. Si Foyer dit que ce fichier peut être lu par d’autres (cela arrive après un passage par une clé USB), tapez \`chmod 600 secrets.key\` dans le dossier.

Avant chaque mise à niveau de la base, Foyer en garde une copie dans \`snapshots\`, pendant trente jours ; il en fait une autre chaque jour, quand rien ne tourne (**Réglages**, **Tâches** dit quand, et en fait une tout de suite si vous le demandez), et garde les trois dernières pendant sept jours au plus. Ces copies réparent une base abîmée ; elles ne remplacent pas une sauvegarde, car elles sont sur le même disque, sans vos fichiers. Une version plus ancienne refuse d’ouvrir des données plus récentes, sans y toucher.`,
  },
  clientData: {
    title: 'Exporter, conserver, effacer',
    summary: 'Les données d’un client ou d’une personne, et la preuve de leur effacement.',
    body: `Tout se trouve dans **Clients**, la page d’un client, rubrique « Données ».

## Exporter

« Préparer une archive » réunit tout ce que Foyer garde de ce client dans un fichier ZIP : fiche, personnes, chatbots, documents et leurs fichiers, conversations avec leurs sources, clés (sans leur secret), journal d’audit. Vous pouvez fermer la page pendant ce temps. L’archive reste sept jours ; son empreinte SHA-256 permet de vérifier une copie.

## Conserver moins longtemps

Indiquez un nombre de jours pour les conversations (depuis leur dernier message), les documents (depuis leur ajout) et le journal technique. Une fois par jour, ce qui est plus ancien est supprimé pour toujours. Avant de raccourcir une durée, Foyer dit combien d’éléments cela supprimera.

Si l’horloge de l’ordinateur saute de plus d’un jour, Foyer attend d’avoir fonctionné une journée entière avant de supprimer quoi que ce soit : une date fausse n’efface rien.

## Effacer un client

« Effacer… » demande de saisir son nom. Tout disparaît ensuite : conversations, documents, fichiers, index, vecteurs, chatbots, clés, archives, tâches, lignes du journal et détails des entrées d’audit. L’effacement continue même si vous fermez la page ou redémarrez Foyer.

Un **certificat** reste : des nombres, des dates, des identifiants, aucun nom. Il s’imprime et se télécharge. Vous le retrouvez dans **Clients**, « Certificats d’effacement ».

## Effacer une personne

**Réglages**, « Personnes », ou la rubrique « Personnes » d’un client : « Effacer la personne… ». Son compte, ses sessions, ses conversations et les détails qui la nomment disparaissent. Les chatbots, documents et clés qu’elle a ajoutés restent au client.

## Ce que Foyer ne peut pas effacer

Les sauvegardes que vous avez faites vous-même. Les copies de la base faites avant une mise à niveau sont supprimées après trente jours ; le certificat en donne la date.`,
  },
  troubleshooting: {
    title: 'En cas de problème',
    summary: 'Ce que disent les messages, et quoi faire.',
    body: `## Foyer ne démarre pas

- **« Un autre Foyer utilise ce dossier »** : il tourne déjà, dans une fenêtre ou un terminal. Fermez-le, ou \`foyer stop\`.
- **« Le port est déjà pris »** : ajoutez \`--port 4300\`.
- **« Ces données viennent d’une version plus récente »** : mettez Foyer à jour ; rien n’a été modifié.
- **« Le disque est plein »** : libérez de la place ; ce qui était enregistré reste intact. En attendant, les documents se lisent et se suppriment, les questions reçoivent leur réponse, qui est gardée ; la lecture de nouveaux documents attend. Foyer reprend de lui-même un instant après qu’il y a de la place, et en garde toujours un peu pour lui.
- **« Le dossier de données ne peut pas être écrit »** : rendez à Foyer le droit d’y écrire, ou au disque son accès en écriture. D’ici là les questions reçoivent leur réponse, mais rien n’est gardé.
- **« La base de données est abîmée », ou disparue** : Foyer n’ouvre rien et propose ses copies, avec leur date, sur sa première page (par le lien écrit dans le terminal), dans une boîte de la fenêtre, ou avec \`foyer restore\`. Choisissez la plus récente : ce qui était là est mis de côté pendant trente jours, ce qui a été changé depuis la copie est à refaire, et chacun se connecte de nouveau.
- **« Des clés et mots de passe enregistrés sont à saisir de nouveau »** : le fichier \`secrets.key\` est perdu ou abîmé. Documents et conversations n’en ont pas besoin. **Réglages**, « Sécurité », liste ce qui est à saisir.

## L’accueil dit que tout n’est pas comme il faut

Un index des mots abîmé se reconstruit tout seul : en attendant, les mêmes passages sont trouvés, plus lentement. « Les dernières modifications manquent » veut dire qu’un fichier de la base a été supprimé ou tronqué pendant que Foyer était arrêté : vérifiez ce que vous avez fait en dernier.

## Le modèle ne répond pas

Ouvrez **Modèles** et essayez-le. Vérifiez que son serveur est allumé, que l’adresse et le nom sont justes, que la clé est valable. Si « Bloquer les connexions sortantes » est actif dans **Réglages**, « Confidentialité », seuls les modèles de cet ordinateur répondent.

## Un document reste en échec

Sa raison est écrite à côté de lui. Voyez « Ajouter des documents ».

## La page dit que Foyer ne répond plus

Elle se reconnecte toute seule. Si cela dure, regardez si Foyer tourne encore sur sa machine.

## Mot de passe perdu

Une personne ne peut pas retrouver son mot de passe, et personne ne peut le lire. Sur la machine de Foyer, créez un nouveau compte : \`foyer user add --email ADRESSE --name NOM --role owner --password-stdin\`, puis tapez le mot de passe.

## Vérifier l’installation

**Réglages**, « Données », « Vérifier », ou \`foyer doctor\` : la base, les index, le disque, la mémoire, les documents et les modèles sont passés en revue. Un index abîmé, ou auquel il manque quelque chose, est reconstruit à partir de la base ; les réponses continuent pendant ce temps. Le journal est dans \`logs/foyer.log\`, dans le dossier de données.`,
  },
} as const;
