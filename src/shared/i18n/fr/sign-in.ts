export const signIn = {
  title: 'Se connecter',
  email: 'Adresse e-mail',
  password: 'Mot de passe',
  submit: 'Se connecter',
  showPassword: 'Afficher le mot de passe',
  hidePassword: 'Masquer le mot de passe',
  passwordPolicy: 'Au moins {{count}} caractères. Une phrase convient très bien.',
  passwordTooShort: 'Encore trop court : il faut au moins {{count}} caractères.',
  local: 'Vos documents et vos conversations restent sur la machine de Foyer.',
} as const;
