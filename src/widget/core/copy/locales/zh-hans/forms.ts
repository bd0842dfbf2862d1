import type { FormsWords } from '../words.js';

/** What Simplified Chinese asks of the user. */
export const forms: FormsWords = {
  pairs: {
    notFound: ['没有找到您需要的？', '请联系[ {product} |此页面的运营方]添加集成。'],
    nothingOffered: ['暂无可连接的集成', '[{product} |此页面]目前没有可供您使用的集成。'],
    confirming: ['连接 {}', '您将在单独的窗口中登录 {}。'],
    choosingMethod: ['连接 {}', '有多种方式，请选择您方便的一种。'],
    askingInputs: ['连接 {integration}', '登录前，{integration} 需要以下信息。'],
    inApp: ['请在浏览器中打开此页面', '{} 可能不允许在此应用内登录。请复制链接并在浏览器中打开，或在此继续。'],
    removeAsk: ['移除 {account}？', '[{product} |此页面]将无法再访问此 {integration} 账号。您可以随时重新连接。'],
  },
  methods: {
    oauth2: ['登录 {integration}', '在对方页面授权即可，无需复制任何内容。'],
    token: ['输入 {fields}', '如果管理员已向您提供这些信息，请选择此项。'],
  },
  fieldErrors: {
    required: '请输入“{label}”。',
    too_short: '“{label}”太短[：至少 {min} 个字符]。',
    too_long: '“{label}”太长[：最多 {max} 个字符]。',
    pattern: '这看起来不像“{label}”。[示例：{example}。|请检查是否已完整复制。]',
    invalid_email: '请输入电子邮件地址，例如 ada@example.com。',
    invalid_url: '请输入以 https:// 开头的完整地址。',
    invalid_subdomain: '只能使用字母、数字和连字符，不能包含点或斜杠。',
    invalid_number: '请输入数字。',
    invalid_date: '请输入日期，例如 2026-01-31。',
    unchecked: '请勾选此项以继续。',
    invalid_option: '请从列表中选择一项。',
    credentials_rejected: '{integration} 未接受“{label}”。请检查其是否有效。',
  },
};
