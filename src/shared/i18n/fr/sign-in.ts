export const signIn = {
  title: 'Se connecter',
  email: 'Adresse e-mail',
  password: 'Mot de passe',
  submit: 'Se connecter',
  showPassword: 'Afficher le mot de passe',
  hidePassword: 'Masquer le mot de passe',
  codeTitle: 'Votre code',
  codeText: 'Saisissez le code à six chiffres qu’affiche votre application d’authentification.',
  code: 'Code à six chiffres',
  recoveryText: 'Saisissez un des codes de secours gardés lors de l’activation. Il ne servira qu’une fois.',
  recoveryCode: 'Code de secours',
  useRecovery: 'Utiliser un code de secours',
  useCode: 'Utiliser l’application',
  back: 'Revenir au mot de passe',
  lostBoth:
    'Plus de téléphone ni de codes ? La personne qui administre Foyer peut réinitialiser votre accès.',
  local: 'Vos documents et vos conversations restent sur la machine de Foyer.',
} as const;
