import type { SignInWords } from '../words.js';

/** What Brazilian Portuguese says of signing in, and of what can come between. */
export const signIn: SignInWords = {
  waiting: {
    opening: ['Abrindo {}', 'Uma janela se abre para você entrar.'],
    open: ['Termine na outra janela', 'Entre em {} por lá. Esta página continuará automaticamente.'],
    closed: [
      'Termine na outra janela',
      'Se você a fechou antes de entrar em {}, abra-a de novo. Caso contrário, esta página continuará automaticamente.',
    ],
    blocked: ['Entrar em {}', 'Seu navegador bloqueou a janela. Abra-a aqui.'],
    returned: ['O login não terminou', 'Você voltou antes de conectar {}. Continue por lá ou cancele.'],
    here: ['Levando você para {}', 'Depois você volta para esta página.'],
  },
  problems: {
    state_unknown: ['O login não foi concluído', 'Nada foi conectado. Entre de novo em [{integration}|sua conta].'],
    browser_mismatch: [
      'O login terminou em outro navegador',
      'Ele deve terminar no navegador em que começou. Nada foi conectado; tente novamente aqui.',
    ],
    attempt_expired: ['Demorou demais', 'Você tem 10 minutos para entrar. Nada foi conectado; tente novamente.'],
    attempt_cancelled: ['O login foi cancelado', 'Nada foi conectado. Você pode tentar novamente quando quiser.'],
    access_denied: [
      'O acesso não foi concedido',
      '[{integration}|O provedor] não autorizou [{product}|esta página]. Nada foi conectado; você pode tentar novamente.',
    ],
    account_mismatch: [
      'Esta é outra conta',
      'Sua conexão continua como estava. Para renová-la, entre [como {account}|na mesma conta de antes].',
    ],
    needs_reauth: [
      'Entre de novo',
      '[{integration}|O provedor] não aceita mais esta conexão. Conecte a conta de novo para renová-la.',
    ],
    popup_blocked: ['A janela não abriu', 'Seu navegador a bloqueou. Tente novamente ou continue nesta página.'],
  },
};
