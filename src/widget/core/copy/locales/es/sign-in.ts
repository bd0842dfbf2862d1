import type { SignInWords } from '../words.js';

/** What Spanish says of signing in, and of what can come between. */
export const signIn: SignInWords = {
  waiting: {
    opening: ['Abriendo {}', 'Se abre una ventana para iniciar sesión.'],
    open: ['Termina en la otra ventana', 'Inicia sesión en {} allí. Esta página continuará automáticamente.'],
    closed: [
      'Termina en la otra ventana',
      'Si la cerraste antes de iniciar sesión en {}, vuelve a abrirla. Si no, esta página continuará automáticamente.',
    ],
    blocked: ['Iniciar sesión en {}', 'Tu navegador ha bloqueado la ventana. Ábrela aquí.'],
    returned: ['El inicio de sesión no ha terminado', 'Has vuelto antes de conectar {}. Continúa allí o cancela.'],
    here: ['Te llevamos a {}', 'Después volverás a esta página.'],
  },
  problems: {
    state_unknown: [
      'El inicio de sesión no se ha completado',
      'No se ha conectado nada. Inicia sesión de nuevo en [{integration}|tu cuenta].',
    ],
    browser_mismatch: [
      'El inicio de sesión ha terminado en otro navegador',
      'Debe terminar en el navegador donde empezó. No se ha conectado nada; inténtalo de nuevo aquí.',
    ],
    attempt_expired: [
      'Ha pasado demasiado tiempo',
      'Tienes 10 minutos para iniciar sesión. No se ha conectado nada; inténtalo de nuevo.',
    ],
    attempt_cancelled: [
      'Se ha cancelado el inicio de sesión',
      'No se ha conectado nada. Puedes intentarlo de nuevo cuando quieras.',
    ],
    access_denied: [
      'No se ha dado acceso',
      '[{integration}|El proveedor] no ha dado acceso a [{product}|esta página]. No se ha conectado nada; puedes intentarlo de nuevo.',
    ],
    account_mismatch: [
      'Es otra cuenta',
      'Tu conexión sigue como estaba. Para renovarla, inicia sesión [como {account}|en la misma cuenta que antes].',
    ],
    needs_reauth: [
      'Inicia sesión de nuevo',
      '[{integration}|El proveedor] ya no acepta esta conexión. Conéctala de nuevo para renovarla.',
    ],
    popup_blocked: [
      'La ventana no se ha abierto',
      'Tu navegador la ha bloqueado. Inténtalo de nuevo o continúa en esta página.',
    ],
  },
};
