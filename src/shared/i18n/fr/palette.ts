/**
 * Words by which people look for a place or an action, beside its name: never shown, and matched in both languages
 * whichever is spoken.
 */
export const palette = {
  home: 'tableau de bord statistiques chiffres activité résumé début santé',
  chat: 'discuter parler poser une question demander réponse essayer conversation nouvelle',
  chatbots: 'robot assistant agent bot personnalité widget intégrer créer',
  knowledge:
    'documents fichiers base de connaissances pdf déposer importer téléverser dossier sources passages',
  tags: 'mots-clés catégories classer ranger étiqueter trier thèmes labels tags',
  sources:
    'dossier surveillé suivre pages web internet crawler aspirer synchroniser rafraîchir à jour fraîcheur réseau nas',
  addSource: 'ajouter suivre dossier pages web surveiller connecter',
  conversations: 'historique échanges messages boîte de réception questions sans réponse visiteurs lire',
  contacts: 'carnet d’adresses annuaire fiches doublons réunir importer vcard',
  approvals: 'valider accord approbation approuver refuser autoriser confirmer attente oui non envoyer payer',
  usage:
    'coût prix dépense argent facture jetons tokens statistiques analyses graphique quota mois combien rapport',
  clients: 'entreprises sociétés organisations locataires comptes clients espaces',
  models:
    'ia intelligence artificielle llm ollama openai anthropic mistral fournisseur vecteurs plongement embeddings sens gpt hors ligne',
  settings: 'préférences options configuration paramètres configurer',

  section_appearance:
    'thème sombre clair nuit jour mode couleurs de l’interface langue français anglais affichage changer',
  section_account:
    'profil mot de passe nom initiales adresse e-mail verrou verrouiller code double authentification deux étapes 2fa totp secours sessions changer',
  section_notifications:
    'alertes prévenir cloche avertir rappel heures calmes silence ne pas déranger bureau courriel',
  section_people:
    'membres utilisateurs équipe collègues rôles droits permissions inviter invitation comptes accès',
  section_security:
    'secrets chiffrement clé trousseau phrase secrète sessions blocages tentatives connexion double authentification mots de passe jetons',
  section_network:
    'wifi wi-fi adresse ip port https certificat tls local serveur ouvrir relais proxy reverse nom de domaine url lien téléphone qr partager pare-feu',
  section_mail: 'e-mail email mail smtp messagerie envoyer notifications expéditeur serveur',
  section_privacy:
    'rgpd vie privée données personnelles hors ligne sortie internet cloud local bloquer connexions',
  section_keys:
    'api clé jeton token programme développeur accès rest openai intégration automatiser quota limites',
  section_connections:
    'connexions sortantes réseau internet trafic octets envoyés pare-feu fuite surveillance bloquer adresses joint',
  section_audit:
    'audit historique événements traces qui a fait quoi activité export exporter csv surveillance',
  section_modules:
    'modules extensions fonctions compléments greffons activer désactiver en service hors service',
  section_tasks:
    'tâches travaux arrière-plan file attente échec relancer annuler planification horaire automatique nuit',
  section_data:
    'sauvegarde sauvegarder copie restaurer dossier disque espace place stockage index diagnostic santé vérification vérifier état docteur déménager base de données',
  section_help:
    'aide documentation mode d’emploi manuel tutoriel support assistance comment raccourcis clavier',
  section_about: 'version licence mise à jour signaler un problème bug contact composants système',

  bot_persona:
    'instructions consignes ton nom description à quoi il sert langue message d’accueil modèle température questions partager',
  bot_knowledge: 'documents fichiers ajouter savoir sources',
  bot_appearance:
    'widget couleur couleurs logo image bulle aperçu style horaires titre textes mention quota limites visiteurs fichiers rgpd consentement',
  bot_deploy:
    'widget intégrer intégration site web page snippet code script wordpress domaine domaines iframe installer publier diffuser déployer lien kiosque plein écran qr shopify wix html diagnostic',
  bot_visitors: 'contacts coordonnées prospects leads avis pouces export exporter csv widget rappeler',

  client_overview: 'fiche client domaine contact fuseau horaire notes nom langue',
  client_chatbots: 'chatbots du client bots',
  client_documents: 'documents du client fichiers',
  client_quota: 'quota mensuel limite requêtes rapport pdf mois envoyer courriel',
  client_people: 'membres personnes rôles accès équipe',
  client_keys: 'clés api jetons tokens',
  client_activity: 'journal audit historique traces',
  client_privacy:
    'export exporter archive télécharger effacer effacement supprimer rgpd conservation durée rétention données personnelles sauvegarde',
  erasures: 'effacement effacer suppression certificat preuve rgpd',
  unanswered: 'sans réponse questions non répondues manquantes lacunes',
  alike: 'doublons doubles répétés identiques pareils passages nettoyer dédoublonner',
  bench: 'essai recherche tester chercher passages',

  newConversation: 'discuter poser une question chat nouvelle',
  addDocuments: 'fichiers téléverser importer déposer pdf envoyer charger dossier',
  newChatbot: 'bot assistant nouveau ajouter robot',
  addModel: 'modèle ia llm ollama openai brancher connecter nouveau fournisseur embeddings',
  invite: 'inviter membre utilisateur collègue personne équipe nouveau ajouter invitation',
  newClient: 'client entreprise nouveau ajouter',
  toDark: 'sombre noir nuit thème mode foncé changer',
  toLight: 'clair blanc jour thème mode sombre changer',
  language: 'langue anglais français changer traduction',
  signOut: 'déconnexion quitter sortir fermer la session déconnecter',
} as const;
