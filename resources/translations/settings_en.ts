<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>Directory</name>
    <message>
        <source>条块</source>
        <translation>Family</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>网格代码</source>
        <translation>Grid code</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Telephone</translation>
    </message>
</context>
<context>
    <name>DirectoryDialog</name>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>组织名录</source>
        <translation>Directory</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>特殊网格：{kinds}</source>
        <translation>Special grids: {kinds}</translation>
    </message>
    <message>
        <source>没有划出特殊网格</source>
        <translation>No special grids</translation>
    </message>
    <message>
        <source>块（街镇）</source>
        <translation>Town</translation>
    </message>
    <message>
        <source>条（部门）</source>
        <translation>Department</translation>
    </message>
</context>
<context>
    <name>Holdings</name>
    <message>
        <source>本机缓存</source>
        <translation>Held here</translation>
    </message>
    <message>
        <source>条数</source>
        <translation>Records</translation>
    </message>
    <message>
        <source>数据流</source>
        <translation>Feed</translation>
    </message>
    <message>
        <source>校验和</source>
        <translation>Checksum</translation>
    </message>
    <message>
        <source>经过</source>
        <translation>Time line</translation>
    </message>
    <message>
        <source>附件</source>
        <translation>Attachments</translation>
    </message>
    <message>
        <source>值班日志</source>
        <translation>Duty log</translation>
    </message>
    <message>
        <source>编制</source>
        <translation>Establishment</translation>
    </message>
    <message>
        <source>网格长任职</source>
        <translation>Postings of grid leaders</translation>
    </message>
    <message>
        <source>网格边界</source>
        <translation>Grid outlines</translation>
    </message>
    <message>
        <source>工作日历</source>
        <translation>Working calendar</translation>
    </message>
    <message>
        <source>时限规则</source>
        <translation>Time limits</translation>
    </message>
    <message>
        <source>组织机构</source>
        <translation>Organisation</translation>
    </message>
</context>
<context>
    <name>HoldingsPanel</name>
    <message>
        <source>自检</source>
        <translation>Self-check</translation>
    </message>
    <message>
        <source>开始自检</source>
        <translation>Check now</translation>
    </message>
    <message>
        <source>本机缓存的记录</source>
        <translation>Records held on this machine</translation>
    </message>
    <message>
        <source>各数据流的自检结果</source>
        <translation>Result of the self-check by feed</translation>
    </message>
</context>
<context>
    <name>LimitForm</name>
    <message>
        <source>改本镇时限</source>
        <translation>Change a limit</translation>
    </message>
    <message>
        <source>缺省 {shipped}，可填 {range}；留空恢复缺省</source>
        <translation>Default {shipped}, allowed {range}; empty takes the default back</translation>
    </message>
    <message>
        <source>本镇时限</source>
        <translation>Town&apos;s limit</translation>
    </message>
    <message>
        <source>依据</source>
        <translation>Rests on</translation>
    </message>
    <message>
        <source>文件名或文号，没有可不填</source>
        <translation>Name or number of the paper, if there is one</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>为什么改，随时限留下</source>
        <translation>Why; it stays with the limit</translation>
    </message>
    <message>
        <source>{name} 已恢复缺省</source>
        <translation>{name}: default again</translation>
    </message>
    <message>
        <source>{name} 已定为 {limit}</source>
        <translation>{name} is {limit} now</translation>
    </message>
</context>
<context>
    <name>Limits</name>
    <message>
        <source>{amount} 天</source>
        <translation>{amount} d</translation>
    </message>
    <message>
        <source>{amount} 次</source>
        <translation>{amount} times</translation>
    </message>
    <message>
        <source>{amount} 个工作日</source>
        <translation>{amount} work d</translation>
    </message>
    <message>
        <source>{amount} 工作小时</source>
        <translation>{amount} work h</translation>
    </message>
    <message>
        <source>{amount} 分钟（昼夜）</source>
        <translation>{amount} min, day and night</translation>
    </message>
    <message>
        <source>{amount} 小时（昼夜）</source>
        <translation>{amount} h, day and night</translation>
    </message>
    <message>
        <source>外地公布的表，未核对国标</source>
        <translation>Other city, unchecked</translation>
    </message>
    <message>
        <source>本市别镇公布的规定</source>
        <translation>Published by other towns</translation>
    </message>
    <message>
        <source>本产品建议</source>
        <translation>Our proposal</translation>
    </message>
    <message>
        <source>代码</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>缺省</source>
        <translation>Default</translation>
    </message>
    <message>
        <source>本镇</source>
        <translation>Town</translation>
    </message>
    <message>
        <source>可定范围</source>
        <translation>Allowed</translation>
    </message>
    <message>
        <source>依据</source>
        <translation>Rests on</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>谁定的</source>
        <translation>Set by</translation>
    </message>
    <message>
        <source>自</source>
        <translation>Since</translation>
    </message>
    <message>
        <source>中心</source>
        <translation>Centre</translation>
    </message>
</context>
<context>
    <name>LimitsPane</name>
    <message>
        <source>本镇时限</source>
        <translation>Town&apos;s limits</translation>
    </message>
    <message>
        <source>时限的分栏</source>
        <translation>Lists of limits</translation>
    </message>
    <message>
        <source>找分类或时限：名称、代码、拼音首字母</source>
        <translation>Find a class or a limit: name, code, pinyin initials</translation>
    </message>
    <message>
        <source>名称、代码、拼音首字母</source>
        <translation>Name, code, initials</translation>
    </message>
    <message>
        <source>缺省值是本产品的建议，不是本区、本镇的正式规定；分类时限摘自外地公布的表，没有核对国标原文。本镇可定为缺省的四分之一到两倍，计时方式不变；改后对新开始的环节生效，正在走的时限不变。</source>
        <translation>The defaults are this product&apos;s proposals, not an official rule of the district or the town; those of the classes follow a table that another city published, not checked against the national standard. The town may set a quarter to the double of a default, on the same clock; it holds for steps that begin from then on, and running ones keep theirs.</translation>
    </message>
    <message>
        <source>修改…</source>
        <translation>Change…</translation>
    </message>
    <message>
        <source>事件分类</source>
        <translation>Event classes</translation>
    </message>
    <message>
        <source>环节</source>
        <translation>Steps</translation>
    </message>
    <message>
        <source>热线、期限与次数</source>
        <translation>Hotline, windows, counts</translation>
    </message>
    <message>
        <source>{town} · 全部用缺省</source>
        <translation>{town} · defaults throughout</translation>
    </message>
    <message>
        <source>{town} · 第 {edition} 版 · 自定 {count} 项</source>
        <translation>{town} · edition {edition} · {count} of its own</translation>
    </message>
    <message>
        <source>没有读到时限</source>
        <translation>The limits could not be read</translation>
    </message>
</context>
<context>
    <name>LookPanel</name>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>主题</source>
        <translation>Theme</translation>
    </message>
    <message>
        <source>夜班可用深色；颜色之外都有形状和文字。</source>
        <translation>Dark suits the night shift; nothing is told by colour alone.</translation>
    </message>
    <message>
        <source>字号</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>文字与行高一起缩放，Ctrl+加号、Ctrl+减号随时可调。</source>
        <translation>Text and rows change together; Ctrl+plus and Ctrl+minus work anywhere.</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>恢复 100 %</source>
        <translation>Back to 100 %</translation>
    </message>
</context>
<context>
    <name>PasswordPanel</name>
    <message>
        <source>现在的密码</source>
        <translation>Present password</translation>
    </message>
    <message>
        <source>新密码</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>再输一遍</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>改密码</source>
        <translation>Change password</translation>
    </message>
    <message>
        <source>密码已改；离线解锁也用新密码，别处的登录已退出。</source>
        <translation>The password is changed. The offline unlock uses it too; sessions elsewhere have ended.</translation>
    </message>
</context>
<context>
    <name>SettingsView</name>
    <message>
        <source>正在核对……</source>
        <translation>Checking …</translation>
    </message>
    <message>
        <source>组织名录…</source>
        <translation>Directory…</translation>
    </message>
    <message>
        <source>显示</source>
        <translation>Display</translation>
    </message>
    <message>
        <source>本席位</source>
        <translation>This seat</translation>
    </message>
    <message>
        <source>本机数据</source>
        <translation>Data on this machine</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>设置的分页</source>
        <translation>Pages of the settings</translation>
    </message>
    <message>
        <source>本镇时限</source>
        <translation>Town&apos;s limits</translation>
    </message>
    <message>
        <source>没有读到本机数据</source>
        <translation>The data on this machine could not be read</translation>
    </message>
    <message>
        <source>服务器</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>席位</source>
        <translation>Seat</translation>
    </message>
    <message>
        <source>所在</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>服务片区</source>
        <translation>Areas served</translation>
    </message>
    <message>
        <source>当前值班</source>
        <translation>On duty</translation>
    </message>
    <message>
        <source>无人登录</source>
        <translation>Nobody signed in</translation>
    </message>
    <message>
        <source>登录有效至</source>
        <translation>Signed in until</translation>
    </message>
    <message>
        <source>连接</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>数据截至</source>
        <translation>Data as of</translation>
    </message>
    <message>
        <source>时差</source>
        <translation>Clock offset</translation>
    </message>
    <message>
        <source>待发命令</source>
        <translation>Waiting to be sent</translation>
    </message>
    <message>
        <source>{moment}，离线解锁</source>
        <translation>{moment}, unlocked offline</translation>
    </message>
    <message>
        <source>在线，自 {moment}</source>
        <translation>Online since {moment}</translation>
    </message>
    <message>
        <source>正在追补 {done} / {total}</source>
        <translation>Catching up, {done} of {total}</translation>
    </message>
    <message>
        <source>离线，自 {moment}</source>
        <translation>Offline since {moment}</translation>
    </message>
    <message>
        <source>被服务器拒绝，自 {moment}</source>
        <translation>Refused by the server since {moment}</translation>
    </message>
    <message>
        <source>{feeds} 个数据流，共 {count} 条，{moment}</source>
        <translation>{feeds} feeds, {count} records in all, {moment}</translation>
    </message>
</context>
</TS>
