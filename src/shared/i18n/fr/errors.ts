/** Words for each error code: what happened, and what to do. The dot of the code becomes an underscore. */
export const errors = {
  request_invalid: {
    title: 'La demande n’est pas complète',
    advice: 'Vérifiez ce qui est saisi, puis réessayez. Rien n’a été changé.',
  },
  request_too_large: {
    title: 'Le fichier est trop lourd',
    advice:
      'Un document pèse au plus ce que disent les limites de lecture (Réglages › Données ; 200 Mo à la livraison), un tableau à importer 1 Mo, un logo 400 Ko. Rien n’a été pris de ce fichier.',
  },
  request_forbidden_origin: {
    title: 'Cette page n’a pas le droit d’appeler Foyer',
    advice:
      'Ouvrez Foyer à son adresse habituelle. Si un relais le montre à cette adresse-ci, dites-le-lui : Réglages, Réseau, « Adresse publique ».',
  },
  request_timeout: {
    title: 'L’envoi a pris trop de temps',
    advice: 'Vérifiez la connexion, puis réessayez.',
  },
  request_rate_limited: {
    title: 'Trop de demandes à la fois',
    advice: 'Attendez une minute, puis réessayez. Rien n’a été changé.',
  },
  request_secret_in_address: {
    title: 'Une clé n’a pas sa place dans une adresse',
    advice:
      'Les adresses se gardent dans les historiques et les journaux. Envoyez la clé dans l’en-tête Authorization, et remplacez-la si l’adresse a été partagée.',
  },
  request_account_in_address: {
    title: 'L’adresse contient un nom ou un mot de passe',
    advice:
      'Une adresse est enregistrée et montrée telle quelle. Écrivez-la sans « nom:motdepasse@ », et donnez la clé ou le mot de passe dans le champ prévu.',
  },
  request_key_reused: {
    title: 'Cette clé de répétition a servi à une autre demande',
    advice: 'Donnez à chaque nouvelle demande une Idempotency-Key nouvelle. Rien n’a été changé.',
  },
  request_in_progress: {
    title: 'La même demande est déjà en cours',
    advice: 'Attendez quelques secondes, puis répétez-la : elle ne sera faite qu’une fois.',
  },
  request_outcome_unknown: {
    title: 'On ne sait pas si cette demande a abouti',
    advice:
      'Foyer s’est arrêté pendant qu’il la traitait. Regardez si elle a été faite ; sinon, répétez-la avec une Idempotency-Key nouvelle.',
  },
  auth_key_refused: {
    title: 'Cette clé d’API n’est pas valable',
    advice: 'Elle est inconnue, révoquée ou expirée, ou son client est inactif. Demandez-en une autre.',
  },
  auth_required: {
    title: 'Vous n’êtes pas connecté',
    advice: 'Connectez-vous pour continuer. Ce que vous aviez ouvert vous attend.',
  },
  auth_invalid_credentials: {
    title: 'Adresse ou mot de passe incorrect',
    advice: 'Vérifiez les deux, majuscules comprises.',
  },
  auth_session_expired: {
    title: 'Votre session est terminée',
    advice: 'Connectez-vous de nouveau. Rien n’est perdu.',
  },
  auth_throttled: { title: 'Trop d’essais', advice: 'Attendez quelques minutes avant de réessayer.' },
  auth_forbidden: {
    title: 'Votre rôle ne le permet pas',
    advice: 'Demandez à la personne qui administre Foyer.',
  },
  auth_local_only: {
    title: 'Possible seulement sur l’ordinateur de Foyer',
    advice: 'Passez par la fenêtre de Foyer ou sa ligne de commande, sur cet ordinateur.',
  },
  auth_password_too_short: {
    title: 'Le mot de passe est trop court',
    advice: 'Il faut au moins 10 caractères. Une phrase convient très bien.',
  },
  auth_password_common: {
    title: 'Ce mot de passe est trop facile à deviner',
    advice:
      'Il est parmi les plus courants, ou fait surtout de votre nom ou de votre adresse. Choisissez une phrase, par exemple.',
  },
  account_email_taken: {
    title: 'Cette adresse a déjà un compte',
    advice:
      'Cherchez la personne dans la liste ; au besoin, réactivez son compte ou faites-lui un nouveau lien.',
  },
  account_initials_taken: {
    title: 'Ces initiales sont déjà prises',
    advice: 'Chaque personne a les siennes : choisissez trois autres lettres.',
  },
  account_last_owner: {
    title: 'Il faut toujours un propriétaire',
    advice: 'Nommez d’abord une autre personne propriétaire. Rien n’a été changé.',
  },
  account_own: {
    title: 'Cela ne se fait pas sur son propre compte',
    advice: 'Demandez à une autre personne qui administre Foyer.',
  },
  account_disabled: {
    title: 'Ce compte est désactivé',
    advice: 'Réactivez-le d’abord, puis faites un nouveau lien.',
  },
  link_unknown: {
    title: 'Ce lien n’existe pas',
    advice:
      'Vérifiez que l’adresse est entière, ou demandez un nouveau lien à la personne qui vous l’a donné.',
  },
  link_used: {
    title: 'Ce lien a déjà servi',
    advice: 'Connectez-vous avec votre mot de passe. En cas d’oubli, demandez un nouveau lien.',
  },
  link_expired: {
    title: 'Ce lien n’est plus valable',
    advice: 'Son délai est passé, ou un lien plus récent l’a remplacé. Demandez-en un nouveau.',
  },
  auth_password_wrong: {
    title: 'Ce n’est pas votre mot de passe',
    advice: 'Vérifiez les majuscules, puis réessayez. Rien n’a été changé.',
  },
  auth_second_factor_required: {
    title: 'Il faut aussi un code',
    advice: 'Ouvrez votre application d’authentification et saisissez le code à six chiffres.',
  },
  auth_second_factor_wrong: {
    title: 'Le code n’est pas le bon',
    advice:
      'Un code ne sert qu’une fois : attendez le suivant. Vérifiez que l’heure du téléphone est juste, ou prenez un code de secours.',
  },
  auth_second_factor_changed: {
    title: 'La validation en deux étapes a changé entre-temps',
    advice: 'Rechargez la page pour voir où elle en est.',
  },
  auth_second_factor_needs_password: {
    title: 'Ce compte n’a pas de mot de passe',
    advice: 'Choisissez-en un d’abord : le code vient s’ajouter au mot de passe.',
  },
  auth_locked: {
    title: 'Foyer est verrouillé',
    advice: 'Saisissez votre code pour continuer. Tout est resté en place.',
  },
  auth_lock_code_wrong: {
    title: 'Ce n’est pas le bon code',
    advice: 'Réessayez, ou saisissez le mot de passe de votre compte si vous en avez un.',
  },
  auth_lock_code_weak: {
    title: 'Ce code se devine trop facilement',
    advice: 'Il faut au moins 6 caractères, ni tous pareils, ni à la suite comme 123456.',
  },
  setup_already_done: {
    title: 'L’installation est déjà faite',
    advice: 'Connectez-vous avec le compte créé.',
  },
  setup_link_invalid: {
    title: 'Ce lien n’est plus valable',
    advice: 'Redémarrez Foyer sur sa machine : un nouveau lien s’affiche.',
  },
  setup_local_only: {
    title: 'Le premier compte se crée sur la machine elle-même',
    advice: 'Ouvrez le lien sur l’ordinateur où Foyer est installé.',
  },
  resource_not_found: {
    title: 'Introuvable',
    advice: 'L’élément a peut-être été supprimé, ou il n’est pas à vous.',
  },
  resource_conflict: { title: 'Ce nom est déjà pris', advice: 'Choisissez-en un autre.' },
  module_off: {
    title: 'Ce module est hors service pour ce client',
    advice:
      'Ce qu’il garde est intact. Une personne qui administre le remet en service dans les réglages, sous Modules.',
  },
  key_revoked: {
    title: 'Cette clé est révoquée',
    advice: 'Une clé révoquée ne revient pas. Créez-en une autre.',
  },
  client_archived: {
    title: 'Ce client est archivé',
    advice: 'Ses chatbots ne répondent à personne. Un administrateur peut le rétablir dans « Clients ».',
  },
  client_quota_reached: {
    title: 'Le quota du mois est atteint',
    advice:
      'Ce client a utilisé ce qui était prévu pour le mois. Une personne qui administre peut relever le quota, page du client ; sinon, les réponses reprennent le mois prochain.',
  },
  client_inactive: {
    title: 'Ce client est désactivé',
    advice:
      'Ses chatbots ne répondent pas pour l’instant. Un administrateur peut le réactiver dans « Clients ».',
  },
  client_erasing: {
    title: 'Ce client est en cours d’effacement',
    advice: 'Plus rien ne peut y être modifié.',
  },
  client_last: {
    title: 'C’est le dernier client',
    advice: 'Foyer a besoin d’un client en service. Créez ou rétablissez-en d’abord un autre.',
  },
  erasure_not_confirmed: {
    title: 'Ce que vous avez saisi ne correspond pas',
    advice: 'Saisissez-le exactement comme il est affiché. Rien n’a été effacé.',
  },
  erasure_last_owner: {
    title: 'C’est le seul propriétaire',
    advice: 'Donnez d’abord ce rôle à quelqu’un d’autre. Rien n’a été effacé.',
  },
  erasure_oneself: {
    title: 'Vous ne pouvez pas effacer votre propre compte',
    advice: 'Demandez à un autre administrateur. Rien n’a été effacé.',
  },
  document_encrypted: {
    title: 'Verrouillé par un mot de passe',
    advice: 'Donnez son mot de passe : Foyer le lira. Le fichier reste tel quel.',
  },
  document_wrong_password: {
    title: 'Ce mot de passe n’ouvre pas le fichier',
    advice: 'Vérifiez les majuscules et la langue du clavier, puis réessayez. Rien n’a changé.',
  },
  document_protected: {
    title: 'Protégé autrement que par un mot de passe',
    advice:
      'Ce fichier est réservé à certains lecteurs (certificat, droits numériques), ou chiffré d’une façon que Foyer n’ouvre pas. Enregistrez une copie sans protection, puis ajoutez-la.',
  },
  document_no_password_asked: {
    title: 'Ce document ne demande pas de mot de passe',
    advice: 'Il se lit tel quel : il n’y a rien à déverrouiller.',
  },
  document_damaged: {
    title: 'Fichier endommagé',
    advice: 'Ouvrez-le dans son logiciel, enregistrez-le de nouveau, puis ajoutez-le.',
  },
  document_empty: { title: 'Le fichier est vide', advice: 'Vérifiez que c’est le bon.' },
  document_being_read: {
    title: 'Ce document est en cours de lecture',
    advice: 'Attendez qu’il soit prêt, puis réessayez.',
  },
  passages_group_changed: {
    title: 'Ces passages ont changé entre-temps',
    advice: 'Rien n’a été exclu. Regardez de nouveau le groupe, puis choisissez.',
  },
  document_no_text: {
    title: 'Aucun texte trouvé',
    advice:
      'Ce document ne montre que des images, et aucun mot n’y a été reconnu, ou la reconnaissance de texte est désactivée (Réglages › Données). Numérisez-le plus nettement, ou faites reconnaître son texte depuis sa page.',
  },
  document_page_not_drawable: {
    title: 'Cette page ne peut pas être affichée telle quelle',
    advice: 'Lisez plutôt son texte, ou ouvrez le fichier dans son logiciel.',
  },
  document_too_large: {
    title: 'Trop gros pour être lu',
    advice: 'Découpez-le en plusieurs fichiers, ou relevez les limites de lecture (Réglages › Données).',
  },
  document_unsupported: {
    title: 'Ce type de fichier n’est pas encore lu',
    advice:
      'Foyer lit PDF, Word, Excel, PowerPoint, OpenDocument, EPUB, les courriels, pages web, archives, images et textes. Exportez-le dans l’un d’eux.',
  },
  document_timeout: {
    title: 'La lecture a duré trop longtemps',
    advice:
      'Le fichier est sans doute abîmé : enregistrez-le de nouveau ou découpez-le. Sur une machine lente, relevez la durée de lecture (Réglages › Données).',
  },
  document_memory: {
    title: 'La lecture demandait trop de mémoire',
    advice:
      'Le fichier est sans doute abîmé ou démesuré. Découpez-le, ou relevez la mémoire d’une lecture (Réglages › Données).',
  },
  document_interrupted: { title: 'Lecture interrompue', advice: 'Relancez la lecture quand vous voulez.' },
  document_file_missing: {
    title: 'Le fichier d’origine a disparu du disque',
    advice: 'Ses passages répondent toujours. Ajoutez-le de nouveau pour le relire ou le télécharger.',
  },
  document_file_changed: {
    title: 'Le fichier d’origine n’est plus celui que vous avez ajouté',
    advice:
      'Ses octets ont changé sur le disque : il n’est donc pas remis. Ses passages répondent toujours. Ajoutez-le de nouveau.',
  },
  passage_not_cuttable: {
    title: 'Ce passage ne se coupe pas là',
    advice:
      'Il faut des mots de chaque côté, et les mots du document : rétablissez d’abord un passage que vous avez récrit.',
  },
  passage_not_joinable: {
    title: 'Rien ne suit ce passage',
    advice:
      'Un passage se réunit avec celui qui le suit. Si un passage exclu les sépare, reprenez-le d’abord.',
  },
  passage_too_long: {
    title: 'Le passage serait trop long',
    advice: 'Un passage compte 4 000 caractères au plus : au-delà, il répond moins bien.',
  },
  document_beyond_comparison: {
    title: 'Ces deux versions sont trop longues ou trop différentes pour être comparées',
    advice:
      'Foyer compare jusqu’à 4 millions de caractères à elles deux, et jusqu’à 2 000 paragraphes ou lignes de tableau retirés ou ajoutés. Ouvrez chacune pour les lire.',
  },
  upload_busy: {
    title: 'Trop de fichiers sont envoyés en même temps',
    advice: 'Réessayez quand une partie d’entre eux sera arrivée.',
  },
  path_not_found: {
    title: 'Fichier ou dossier introuvable',
    advice: 'Vérifiez le chemin et vos droits d’accès.',
  },
  path_not_a_file: {
    title: 'Ni fichier ni dossier',
    advice: 'Les périphériques, tubes et sockets ne sont pas lus. Copiez le contenu dans un fichier.',
  },
  path_of_foyer: {
    title: 'Ce sont les données de Foyer lui-même',
    advice: 'Elles ne deviennent pas des documents. Choisissez un autre dossier.',
  },
  path_not_a_folder: {
    title: 'Ce n’est pas un dossier',
    advice: 'Indiquez un dossier. Un fichier seul s’ajoute depuis la page des connaissances.',
  },
  tag_name_taken: {
    title: 'Une autre étiquette porte déjà ce nom',
    advice: 'Choisissez un autre nom, ou fusionnez les deux étiquettes. Rien n’a été changé.',
  },
  tag_too_many: {
    title: 'Ce client a déjà 500 étiquettes',
    advice: 'Supprimez ou fusionnez celles qui ne servent plus, puis recommencez. Rien n’a été changé.',
  },
  tag_bound: {
    title: 'Un chatbot ne répond qu’avec cette étiquette',
    advice:
      'Retirez-la d’abord de ce chatbot, dans son onglet Connaissances, ou fusionnez-la avec une autre. Rien n’a été changé.',
  },
  source_unreachable: {
    title: 'La source ne répond pas',
    advice:
      'Vérifiez que le disque est branché, que le dossier réseau est connecté ou que le serveur est en ligne. Rien n’a été retiré ; Foyer réessaie de lui-même.',
  },
  source_folder_empty: {
    title: 'Le dossier est vide',
    advice:
      'Il contenait des documents : son disque n’est sans doute pas branché. Rien n’a été retiré. Si vous l’avez vidé exprès, retirez la source.',
  },
  source_still_written: {
    title: 'Le fichier est en cours d’écriture',
    advice: 'Il est repris au prochain passage, une fois enregistré.',
  },
  source_robots_unreachable: {
    title: 'Le site ne dit pas ce qui peut être lu',
    advice: 'Son fichier robots.txt répond par une erreur : rien n’est lu tant que cela dure.',
  },
  source_login_refused: {
    title: 'L’identification ne marche plus',
    advice:
      'Le site demande de s’identifier, malgré ce que vous aviez donné. Rien n’a été retiré. Donnez un nouveau cookie ou un mot de passe à jour dans les réglages de la source.',
  },
  source_no_feed: {
    title: 'Aucun flux à cette adresse',
    advice:
      'Ce n’est ni un flux, ni une page qui en annonce un. Cherchez sur le site un lien « RSS » ou « Flux » et copiez son adresse ; pour lire les pages elles-mêmes, ajoutez plutôt un site.',
  },
  source_feed_not_found: {
    title: 'Ce flux n’existe pas ou plus',
    advice:
      'Le serveur répond qu’il n’y a rien à cette adresse. Les documents déjà lus restent en place. Vérifiez l’adresse, ou donnez la nouvelle dans les réglages de la source.',
  },
  source_needs_login: {
    title: 'Ce flux n’est pas ouvert à tous',
    advice:
      'Le serveur demande de s’identifier. Certains services donnent à chaque abonné une adresse de flux qui contient sa clé : c’est elle qu’il faut indiquer. Les documents déjà lus restent en place.',
  },
  source_mailbox_login_refused: {
    title: 'Le serveur refuse l’identification',
    advice:
      'Vérifiez l’identifiant et le mot de passe. Certains services demandent un mot de passe d’application, créé dans les réglages du compte. Les documents déjà lus restent en place.',
  },
  source_mailbox_login_needed: {
    title: 'Donnez l’identifiant et le mot de passe',
    advice: 'Ceux qui étaient gardés valent pour un autre serveur ou un autre chiffrement.',
  },
  source_mailbox_folder_gone: {
    title: 'Ce dossier n’est pas dans la boîte',
    advice:
      'Il a peut-être été renommé ou supprimé. Choisissez-le dans la liste des dossiers. Rien n’a été retiré de vos documents.',
  },
  source_certificate_refused: {
    title: 'Le certificat du serveur n’est pas reconnu',
    advice:
      'Rien ne lui a été envoyé. Si c’est le certificat propre de votre serveur, comparez son empreinte et acceptez-la dans les réglages de la source, ou donnez l’autorité du bureau.',
  },
  source_certificate_changed: {
    title: 'Le serveur montre un autre certificat que celui qui a été accepté',
    advice:
      'Rien ne lui a été envoyé, et vos documents restent en place. Demandez à qui s’occupe du serveur s’il l’a renouvelé, puis comparez la nouvelle empreinte dans les réglages de la source : « Voir les dossiers » la montre.',
  },
  source_encryption_failed: {
    title: 'La connexion n’a pas pu être chiffrée',
    advice:
      'Le mot de passe n’a pas été envoyé. Vérifiez le port et le chiffrement : 993 avec TLS, 143 avec STARTTLS.',
  },
  source_encryption_required: {
    title: 'Ce serveur est hors de ce réseau',
    advice: 'Le mot de passe n’y est envoyé que chiffré : choisissez TLS ou STARTTLS.',
  },
  source_message_failed: {
    title: 'Le courriel n’a pas pu être lu cette fois',
    advice: 'Il a changé de place pendant la lecture. Il est repris au prochain passage.',
  },
  source_page_failed: {
    title: 'La page n’a pas pu être lue cette fois',
    advice: 'Le site a répondu par une erreur ou trop tard. Ce qui est connu de cette page reste en place.',
  },
  source_browser_missing: {
    title: 'Cette page demande un navigateur',
    advice:
      'Elle ne montre son contenu que dans un navigateur. Installez Chrome, Chromium, Edge ou Brave sur cette machine, et permettez son usage dans les réglages de la source.',
  },
  model_unreachable: {
    title: 'Le modèle ne répond pas',
    advice: 'Vérifiez que son serveur est allumé et que l’adresse est juste.',
  },
  model_missing: {
    title: 'Le serveur n’a pas ce modèle',
    advice: 'Vérifiez le nom du modèle, ou installez-le sur le serveur.',
  },
  model_key_refused: { title: 'La clé est refusée', advice: 'Vérifiez la clé dans « Modèles ».' },
  model_rate_limited: {
    title: 'Le fournisseur demande d’attendre',
    advice: 'Trop de demandes à la fois. Réessayez dans un instant.',
  },
  model_context_too_long: {
    title: 'La question est trop longue pour ce modèle',
    advice: 'Raccourcissez-la ou commencez une nouvelle conversation.',
  },
  model_timeout: {
    title: 'Le modèle a mis trop de temps',
    advice: 'Il charge peut-être encore. Réessayez, ou choisissez un modèle plus petit.',
  },
  model_bad_response: {
    title: 'Le serveur a répondu quelque chose d’inattendu',
    advice: 'Vérifiez le fournisseur et l’adresse du modèle.',
  },
  model_server_error: { title: 'Le serveur du modèle est en panne', advice: 'Réessayez dans un instant.' },
  model_interrupted: {
    title: 'Le modèle s’est arrêté en route',
    advice: 'Ce qui est arrivé est gardé. Relancez la réponse.',
  },
  model_web_page: {
    title: 'Cette adresse mène à une page web',
    advice:
      'Le serveur a répondu par une page, souvent une page de connexion. Vérifiez l’adresse et la clé dans « Modèles ».',
  },
  model_only_reasoning: {
    title: 'Le modèle a réfléchi sans répondre',
    advice:
      'Sa réflexion a pris toute la longueur permise. Augmentez la longueur maximale d’une réponse dans « Modèles ».',
  },
  model_no_tools: {
    title: 'Ce modèle n’utilise pas d’outils',
    advice: 'Choisissez dans « Modèles » un modèle qui sait appeler des outils.',
  },
  model_no_images: {
    title: 'Ce modèle ne lit pas les images',
    advice: 'Choisissez dans « Modèles » un modèle qui voit les images.',
  },
  model_bad_tool_call: {
    title: 'Le modèle a mal appelé un outil',
    advice: 'Réessayez. Si cela se répète, choisissez un modèle plus grand.',
  },
  model_filtered: {
    title: 'Le service a bloqué la réponse',
    advice:
      'Son filtre de contenu n’a rien laissé passer. Reformulez la question, ou choisissez un autre modèle.',
  },
  model_no_space: {
    title: 'Il n’y a pas assez de place pour ce modèle',
    advice: 'Libérez de la place sur son disque, puis reprenez.',
  },
  model_not_in_library: {
    title: 'Ce modèle n’existe pas',
    advice: 'Vérifiez son nom et sa taille sur ollama.com/library, ou choisissez dans la liste conseillée.',
  },
  model_server_too_old: {
    title: 'Ollama est trop ancien pour ce modèle',
    advice: 'Installez la dernière version depuis ollama.com/download, puis reprenez.',
  },
  model_library_unreachable: {
    title: 'Ollama n’atteint pas Internet',
    advice: 'Vérifiez la connexion de cet ordinateur, puis reprenez : ce qui est arrivé est gardé.',
  },
  model_pull_offline: {
    title: 'Le mode « sans sortie » interdit les téléchargements',
    advice:
      'Un modèle vient d’Internet. Pour en télécharger un, désactivez ce mode dans « Réglages », puis reprenez.',
  },
  model_in_use: {
    title: 'Foyer se sert de ce modèle',
    advice: 'Retirez-le d’abord de vos modèles, puis supprimez-le de cet ordinateur.',
  },
  model_name_taken: {
    title: 'Ollama a déjà un modèle de ce nom',
    advice: 'Donnez-en un autre à celui-ci : celui d’Ollama serait remplacé.',
  },
  model_kind_unknown_to_server: {
    title: 'Ollama ne connaît pas ce genre de modèle',
    advice:
      'Installez la dernière version depuis ollama.com/download : chacune en connaît de nouveaux. Ou choisissez un modèle plus courant.',
  },
  model_engine_missing: {
    title: 'Foyer ne peut pas faire tourner de modèle sur cet ordinateur',
    advice:
      'La partie de Foyer qui les fait tourner manque, ou ne démarre pas ici. Réinstallez Foyer, ou utilisez Ollama.',
  },
  model_engine_stopped: {
    title: 'Le modèle s’est arrêté brusquement',
    advice:
      'La mémoire a peut-être manqué. Il redémarre à la prochaine question ; un modèle ou une fenêtre plus petits en demandent moins.',
  },
  model_no_memory: {
    title: 'La mémoire libre ne suffit pas à ce modèle',
    advice:
      'Fermez d’autres programmes, réduisez sa fenêtre dans « Modèles », ou choisissez un modèle plus petit.',
  },
  model_file_missing: {
    title: 'Le fichier de ce modèle a disparu',
    advice: 'Importez-le à nouveau dans « Modèles ».',
  },
  model_download_unreachable: {
    title: 'Le téléchargement du modèle s’est interrompu',
    advice: 'Vérifiez la connexion de cet ordinateur, puis reprenez : ce qui est arrivé est gardé.',
  },
  model_download_gone: {
    title: 'Le site n’a plus ce modèle, ou ne le donne pas',
    advice: 'Choisissez-en un autre, ou réessayez après une mise à jour de Foyer.',
  },
  model_download_wrong: {
    title: 'Le fichier reçu n’est pas le modèle annoncé',
    advice:
      'Il a été effacé et rien n’a été ajouté. Réessayez ; si cela se répète, choisissez un autre modèle.',
  },
  model_file_changed: {
    title: 'Le fichier de ce modèle a changé',
    advice:
      'L’autre logiciel l’a remplacé. Retirez ce modèle, puis reprenez-le dans la liste des fichiers trouvés.',
  },
  model_file_not_gguf: {
    title: 'Ce fichier n’est pas un modèle GGUF',
    advice: 'Son contenu est autre chose. Choisissez un modèle téléchargé au format GGUF.',
  },
  model_file_cut: {
    title: 'Le fichier de ce modèle est incomplet',
    advice: 'Son téléchargement s’est peut-être arrêté en route. Téléchargez-le à nouveau, puis importez-le.',
  },
  model_file_unknown_kind: {
    title: 'Foyer ne sait pas faire tourner ce genre de modèle',
    advice: 'Choisissez un modèle courant, pour répondre ou pour chercher par le sens, au format GGUF.',
  },
  model_not_embedding: {
    title: 'Ce modèle ne sait pas comparer des textes',
    advice: 'Choisissez un modèle d’« embedding ».',
  },
  model_not_reranking: {
    title: 'Ce modèle ou son serveur ne reclasse pas de passages',
    advice:
      'Choisissez un modèle de reclassement (« reranker ») et vérifiez que son serveur propose « /rerank » ; llama.cpp le fait avec l’option « --reranking ».',
  },
  model_not_chat: {
    title: 'Ce modèle ne sait pas répondre',
    advice: 'Choisissez un modèle de conversation.',
  },
  model_none_embedding: {
    title: 'Aucun modèle ne fait de recherche par le sens',
    advice: 'Ajoutez dans « Modèles » un modèle qui cherche par le sens.',
  },
  model_no_consent: {
    title: 'Rien ne part vers ce service sans accord',
    advice:
      'Dans la page du chatbot, sous « Modèle », voyez ce qui partirait et donnez votre accord ; pour la recherche par le sens, la personne qui administre Foyer le fait dans « Modèles ».',
  },
  model_other_vectors: {
    title: 'Ce modèle répond autrement qu’avant sous le même nom',
    advice:
      'Un autre fichier ou une autre version a pris sa place : ce qui était fait ne se compare plus. La recherche continue avec l’index en service. Reprenez pour recommencer avec ce modèle, ou renoncez.',
  },
  model_searches: {
    title: 'La recherche par le sens se sert de ce modèle',
    advice:
      'Le remplacer ici arrêterait la recherche par le sens. Ajoutez l’autre modèle à côté, puis choisissez-le : la recherche continue avec celui-ci pendant que l’index se prépare.',
  },
  search_index_none: {
    title: 'Aucun changement de modèle n’est en cours',
    advice: 'Il est peut-être déjà terminé. Choisissez dans « Modèles » celui qui doit chercher par le sens.',
  },
  search_index_not_ready: {
    title: 'Le nouvel index n’est pas complet',
    advice: 'La recherche continue avec l’index en service. Attendez que le nouveau soit prêt.',
  },
  search_index_same_model: {
    title: 'Ce modèle cherche déjà par le sens',
    advice: 'Il n’y a rien à préparer. Choisissez-en un autre.',
  },
  search_index_under_way: {
    title: 'Un changement de modèle est déjà en cours',
    advice: 'Terminez-le d’abord dans « Modèles » : gardez l’un des deux index, ou renoncez au nouveau.',
  },
  search_index_model_off: {
    title: 'Ce modèle est désactivé',
    advice: 'Activez-le dans « Modèles » : la recherche continue avec l’index en service.',
  },
  search_index_former_gone: {
    title: 'L’autre modèle n’est plus là',
    advice:
      'Sans lui, les questions ne se comparent pas à son index. Réactivez-le dans « Modèles », ou gardez celui qui cherche maintenant.',
  },
  model_spending_cap: {
    title: 'Le plafond de dépense du mois est atteint',
    advice:
      'Les modèles en ligne reprennent le mois prochain, ou dès qu’une personne qui administre relève le plafond dans « Modèles ».',
  },
  mail_not_configured: {
    title: 'L’envoi de courriels n’est pas réglé',
    advice: 'Demandez à la personne qui administre Foyer : elle peut vous donner un lien elle-même.',
  },
  mail_password_needed: {
    title: 'Saisissez de nouveau le mot de passe',
    advice:
      'Le serveur ou l’identifiant a changé : le mot de passe enregistré n’est pas confié à un autre. Rien n’a été changé.',
  },
  mail_offline: {
    title: 'Les connexions sortantes sont bloquées',
    advice: 'Permettez-les dans « Confidentialité » pour envoyer des courriels.',
  },
  mail_unreachable: {
    title: 'Le serveur de courriel est introuvable',
    advice: 'Vérifiez son adresse, le port et la connexion à Internet.',
  },
  mail_no_answer: {
    title: 'Le serveur de courriel ne répond pas',
    advice: 'Le chiffrement choisi ne convient peut-être pas à ce port : 465 va avec TLS, 587 avec STARTTLS.',
  },
  mail_interrupted: {
    title: 'Le serveur de courriel a coupé la connexion',
    advice: 'Réessayez. Si cela continue, vérifiez le port et le chiffrement.',
  },
  mail_bad_response: {
    title: 'Ce n’est pas un serveur de courriel',
    advice: 'La réponse n’est pas celle attendue. Vérifiez l’adresse et le port.',
  },
  mail_encryption_failed: {
    title: 'Le chiffrement n’a pas pu s’établir',
    advice:
      'Rien n’a été envoyé en clair. Essayez l’autre chiffrement : TLS sur le port 465, STARTTLS sur le port 587.',
  },
  mail_encryption_required: {
    title: 'Ce serveur est hors de votre réseau : il faut chiffrer',
    advice: 'Choisissez TLS ou STARTTLS. Sans chiffrement, chacun pourrait lire le mot de passe en route.',
  },
  mail_certificate_refused: {
    title: 'Le certificat du serveur n’est pas reconnu',
    advice:
      'Vérifiez l’adresse du serveur. S’il a son propre certificat, collez celui de son autorité dans les réglages.',
  },
  mail_sign_in_refused: {
    title: 'L’identifiant ou le mot de passe est refusé',
    advice:
      'Vérifiez les deux. Gmail et d’autres demandent un « mot de passe d’application », différent du vôtre.',
  },
  mail_sender_refused: {
    title: 'L’adresse d’expéditeur est refusée',
    advice: 'Mettez une adresse qui appartient au compte utilisé.',
  },
  mail_recipient_refused: {
    title: 'L’adresse du destinataire est refusée',
    advice: 'Vérifiez qu’elle existe et qu’elle est bien écrite.',
  },
  mail_refused: {
    title: 'Le serveur refuse ce courriel',
    advice:
      'Sa réponse, dans le détail, dit pourquoi : filtre contre le courrier indésirable, taille, règle.',
  },
  mail_rate_limited: {
    title: 'Le serveur de courriel demande d’attendre',
    advice: 'Trop de courriels à la fois, ou la limite du jour est atteinte. Foyer réessaie de lui-même.',
  },
  mail_try_later: {
    title: 'Le serveur de courriel remet l’envoi à plus tard',
    advice: 'C’est courant la première fois. Foyer réessaie de lui-même.',
  },
  mail_expired: {
    title: 'Ce courriel n’est plus à envoyer',
    advice: 'Le lien qu’il contenait n’est plus valable. Faites-en un nouveau.',
  },
  contact_empty: {
    title: 'Ce contact est vide',
    advice: 'Donnez au moins un nom, une adresse ou un numéro.',
  },
  contact_too_many: {
    title: 'Ce client a déjà 20 000 contacts',
    advice: 'Supprimez ceux dont vous n’avez plus besoin. Rien n’a été ajouté.',
  },
  contact_merge_self: {
    title: 'C’est le même contact',
    advice: 'Choisissez-en un autre. Rien n’a été modifié.',
  },
  contact_merge_kinds: {
    title: 'Une personne et une entreprise ne peuvent pas être réunies',
    advice: 'Indiquez plutôt l’entreprise dans la fiche de la personne.',
  },
  contact_merged: {
    title: 'Ce contact est déjà réuni à un autre',
    advice: 'Rechargez la liste : il n’y figure plus.',
  },
  contact_not_merged: {
    title: 'Ce contact n’est réuni à aucun autre',
    advice: 'Il n’y a rien à séparer.',
  },
  contact_merged_further: {
    title: 'La fiche où il se trouve a été réunie à une autre',
    advice: 'Séparez d’abord celle-ci, puis ce contact.',
  },
  contact_file_too_long: {
    title: 'Ce fichier contient plus de 5 000 contacts',
    advice: 'Partagez-le en plusieurs fichiers. Rien n’a été écrit.',
  },
  contact_file_unreadable: {
    title: 'Aucun contact n’a été reconnu dans ce fichier',
    advice:
      'La première ligne doit nommer les colonnes (Nom, E-mail, Téléphone…), ou le fichier contenir des fiches vCard.',
  },
  artifact_changed: {
    title: 'Le contenu a changé entre-temps',
    advice: 'Rien n’a été fait. Relisez la nouvelle version avant de décider.',
  },
  artifact_decided: {
    title: 'C’est déjà décidé',
    advice: 'Quelqu’un a répondu avant vous. La page montre ce qu’il en est maintenant.',
  },
  artifact_kind_gone: {
    title: 'Plus rien ici ne sait faire cela',
    advice: 'Le module qui s’en chargeait est absent ou arrêté. Réactivez-le, ou refusez.',
  },
  artifact_needs_another: {
    title: 'Une autre personne doit donner son accord',
    advice: 'Qui propose un paiement ne le valide pas. Demandez à une autre personne du bureau.',
  },
  artifact_outcome_unknown: {
    title: 'C’est peut-être fait : vérifiez avant de recommencer',
    advice:
      'Foyer s’est arrêté pendant l’exécution. Regardez d’abord si cela a eu lieu, puis remettez à valider si besoin.',
  },
  tool_unknown: {
    title: 'Cet outil n’existe pas ici',
    advice: 'Son module est peut-être arrêté pour ce client.',
  },
  tool_arguments: {
    title: 'L’outil n’a pas reçu ce qu’il attend',
    advice: 'Rien n’a été fait. Corrigez ce qui est indiqué et recommencez.',
  },
  widget_disabled: {
    title: 'Cet assistant n’est pas disponible',
    advice: 'Il est arrêté pour le moment. Réessayez plus tard.',
  },
  widget_origin_refused: {
    title: 'Cette page ne peut pas afficher l’assistant',
    advice: 'Son propriétaire doit ajouter le domaine de la page à ceux qui sont autorisés.',
  },
  widget_logo_unsupported: {
    title: 'Ce fichier n’est pas une image utilisable comme logo',
    advice: 'Choisissez une image PNG, JPEG, WebP ou GIF. Le SVG n’est pas accepté.',
  },
  visitor_limit_reached: {
    title: 'Trop de messages à la fois',
    advice: 'Patientez un instant, puis renvoyez votre message.',
  },
  visitor_consent_required: {
    title: 'L’avis de confidentialité d’abord',
    advice: 'Acceptez-le, puis renvoyez votre message.',
  },
  answers_busy: { title: 'Beaucoup de questions en ce moment', advice: 'Réessayez dans un instant.' },
  answers_failed: { title: 'La réponse n’a pas pu être faite', advice: 'Posez à nouveau votre question.' },
  attachment_off: {
    title: 'Les fichiers ne sont pas acceptés ici',
    advice: 'Posez votre question sans fichier.',
  },
  attachment_refused: {
    title: 'Ce type de fichier n’est pas accepté',
    advice: 'Envoyez une image (PNG, JPEG, WebP, GIF), un PDF ou un texte, parmi ceux permis ici.',
  },
  transcript_off: {
    title: 'Les conversations ne sont pas envoyées par courriel ici',
    advice: 'Copiez plutôt la conversation.',
  },
  network_certificate_invalid: {
    title: 'Ce certificat ne peut pas servir',
    advice: 'Collez un certificat et la clé qui lui appartient, tous deux en PEM et encore valables.',
  },
  outbound_blocked: {
    title: 'Connexion refusée par vos réglages',
    advice: 'Le mode « sans sortie » est actif, ou l’adresse n’est pas permise.',
  },
  storage_full: {
    title: 'Le disque est plein',
    advice:
      'Libérez de la place : Foyer reprend de lui-même un instant après. Ce qui était enregistré reste intact.',
  },
  storage_read_only: {
    title: 'Le dossier de données ne peut pas être écrit',
    advice:
      'Les questions reçoivent encore leur réponse, mais rien n’est gardé. Rendez à Foyer le droit d’écrire dans son dossier.',
  },
  storage_locked: {
    title: 'Un autre Foyer utilise ce dossier',
    advice: 'Fermez l’autre, ou choisissez un autre dossier de données.',
  },
  storage_damaged: {
    title: 'La base de données est abîmée',
    advice: 'Arrêtez Foyer et redémarrez-le : il propose ses copies. Dans un terminal : foyer restore.',
  },
  storage_database_missing: {
    title: 'La base de données a disparu ou est vide, alors que ses fichiers sont là',
    advice: 'Démarrez Foyer : il propose ses copies. Dans un terminal : foyer restore.',
  },
  storage_no_folder_named: {
    title: 'Le nom du dossier de données est vide',
    advice:
      'Donnez un dossier après --data, ou retirez --data pour prendre le dossier habituel. Rien n’a été ouvert.',
  },
  storage_not_a_folder: {
    title: 'Le dossier de données n’est pas un dossier',
    advice:
      'Un fichier est à cette place, ou plus haut dans le chemin. Choisissez un autre dossier avec --data.',
  },
  storage_no_permission: {
    title: 'Foyer n’a pas le droit d’écrire dans le dossier de données',
    advice: 'Donnez-vous ce droit sur le dossier, ou choisissez-en un autre avec --data.',
  },
  storage_newer_schema: {
    title: 'Ces données viennent d’une version plus récente',
    advice: 'Mettez Foyer à jour. Le fichier n’a pas été touché.',
  },
  secrets_unreadable: {
    title: 'Un secret enregistré ne peut plus être lu',
    advice: 'Saisissez de nouveau la clé du modèle.',
  },
  secrets_passphrase_needed: {
    title: 'Les secrets sont protégés par une phrase secrète',
    advice: 'Donnez-la par FOYER_PASSPHRASE ou --passphrase-file. Rien n’a été modifié.',
  },
  secrets_passphrase_wrong: {
    title: 'La phrase secrète n’est pas la bonne',
    advice: 'Vérifiez FOYER_PASSPHRASE ou le fichier donné. Rien n’a été modifié.',
  },
  secrets_keychain_only: {
    title: 'La clé des secrets est dans le trousseau du système',
    advice: 'Ouvrez la fenêtre de Foyer : elle seule peut la lire, ou la remettre dans un fichier.',
  },
  secrets_keychain_unusable: {
    title: 'Le trousseau du système ne peut pas servir',
    advice: 'Il est absent, verrouillé, ou ne protège pas vraiment. Rien n’a été modifié.',
  },
  port_in_use: { title: 'Le port est déjà pris', advice: 'Choisissez un autre port avec --port.' },
  internal_unexpected: {
    title: 'Quelque chose n’a pas marché',
    advice: 'Réessayez. Si cela continue, regardez le journal dans le dossier de données.',
  },
  proxy_too_large: {
    title: 'Le relais devant Foyer refuse un fichier de cette taille',
    advice:
      'Sa limite est plus basse que celle de Foyer (200 Mo par fichier à la livraison). Dans nginx : « client_max_body_size 2g; ».',
  },
  connection_lost: {
    title: 'Foyer ne répond pas',
    advice: 'Vérifiez qu’il est toujours lancé. La page se reconnectera toute seule.',
  },
} as const;
