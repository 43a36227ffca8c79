export const signIn = {
  title: 'Se connecter',
  email: 'Adresse e-mail',
  password: 'Mot de passe',
  submit: 'Se connecter',
  passwordPolicy: 'Au moins {{count}} caractères. Une phrase convient très bien.',
  passwordTooShort: 'Encore trop court : il faut au moins {{count}} caractères.',
  throttledText:
    'Quelqu’un s’est trompé trop souvent. Un navigateur où vous vous êtes déjà connecté, et la machine de Foyer elle-même, ne sont pas concernés par les essais des autres.',
  giveCode: 'J’ai la double authentification : donner mon code',
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
