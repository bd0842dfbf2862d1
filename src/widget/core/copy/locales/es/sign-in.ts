import type { SignInWords } from '../words.js';

/** What Spanish says of signing in, and of what can come between. */
export const signIn: SignInWords = {
  waiting: {
    opening: ['Abriendo {}', 'Se abre una ventana donde inicias sesión.'],
    open: ['Termina en la otra ventana', 'Inicia sesión en {} allí. Esta página avanza sola.'],
    closed: [
      'Termina en la otra ventana',
      'Si la cerraste antes de iniciar sesión en {}, vuelve a abrirla. Si no, esta página avanza sola.',
    ],
    blocked: ['Iniciar sesión en {}', 'Tu navegador no ha dejado abrir la ventana. Ábrela con el botón de abajo.'],
    returned: ['El inicio de sesión no ha terminado', 'Has vuelto antes de conectar {}. Continúa allí o cancela.'],
    here: ['Te llevamos a {}', 'Después volverás a esta página.'],
  },
  problems: {
    state_unknown: [
      'El inicio de sesión no terminó',
      'No se ha conectado nada. Empieza de nuevo para iniciar sesión en [{integration}|tu cuenta].',
    ],
    browser_mismatch: [
      'Ha vuelto otro navegador',
      'Para proteger tu cuenta, el inicio de sesión termina en el navegador donde empezó. No se ha conectado nada; inténtalo de nuevo aquí.',
    ],
    attempt_expired: [
      'Ha pasado demasiado tiempo',
      'El inicio de sesión queda abierto 10 minutos. No se ha conectado nada; inténtalo de nuevo.',
    ],
    attempt_cancelled: [
      'Se canceló el inicio de sesión',
      'No se ha conectado nada. Puedes intentarlo de nuevo cuando quieras.',
    ],
    access_denied: [
      'No se dio acceso',
      '[{integration}|El proveedor] no ha dado acceso a [{product}|esta página]. No se ha conectado nada; puedes intentarlo de nuevo.',
    ],
    account_mismatch: [
      'Esa es otra cuenta',
      'Tu conexión sigue como estaba. Para renovarla, inicia sesión en la misma cuenta [de {integration} ]que antes.',
    ],
    needs_reauth: [
      'Inicia sesión de nuevo',
      '[{integration}|El proveedor] ya no acepta esta conexión. Conéctala de nuevo para renovarla.',
    ],
    popup_blocked: [
      'La ventana no se abrió',
      'Tu navegador no lo permitió. Inténtalo de nuevo o continúa en esta página.',
    ],
  },
};
