import type { ProblemsWords } from '../words.js';

/** What Simplified Chinese calls other problems, and what it says can be done about them. */
export const problems: ProblemsWords = {
  invalid_request: ['目前无法连接', '[{product} |此页面]需要先修正一些问题。这与您的操作无关。'],
  unauthorized: ['您已退出登录', '请重新登录[ {product}|此页面]，然后返回这里。'],
  session_expired: ['您离开了一段时间', '没有丢失任何内容。请重试以继续。'],
  forbidden: ['您无权使用[ {integration}|此集成]', '请联系[ {product} |此页面的运营方]获取权限，或选择其他集成。'],
  not_found: ['此内容已不存在', '它可能已被移除。请从列表重新开始。'],
  invalid_fields: ['有内容需要修改', '请检查您输入的内容后重试。'],
  credentials_rejected: [
    '[{integration} |提供方]未接受这些信息',
    '请检查是否已完整复制且仍然有效。您输入的内容仍在这里。',
  ],
  idempotency_conflict: ['正在处理', '正在连接。请稍后再试。'],
  rate_limited: ['连续尝试次数过多', '没有丢失任何内容。请在{wait}重试。'],
  connection_paused: ['此连接已暂停', '需要先恢复才能使用。'],
  integration_misconfigured: [
    '[{integration} |此集成]尚未就绪',
    '[{product} |此页面]需要先完成设置。这与您的操作无关。',
  ],
  provider_unreachable: ['[{integration} |提供方]没有响应', '未建立任何连接。请几分钟后重试。'],
  store_unavailable: ['出了点问题', '问题出在[ {product} 一方|我们这边]，没有丢失任何内容。请稍后再试。'],
  network_failed: [
    '[{offline?}您已离线|无法访问 {product}|无法访问此页面的服务器]',
    '没有丢失任何内容。[{offline?}{integration?}网络恢复后请重试。|{offline?}网络恢复后我们会立即重试。|请稍后再试。]',
  ],
  timed_out: ['用时超出预期', '没有丢失任何内容。请检查网络连接后重试。'],
  not_offered: ['此处不提供[ {integration}|此集成]', '请选择其他集成，或联系[ {product} |此页面的运营方]添加。'],
};
