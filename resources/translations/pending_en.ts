<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>Comparison</name>
    <message>
        <source>不同</source>
        <translation>differs</translation>
    </message>
    <message>
        <source>原 {value}</source>
        <translation>was {value}</translation>
    </message>
</context>
<context>
    <name>Pending</name>
    <message>
        <source>撤回</source>
        <translation>Withdraw</translation>
    </message>
    <message>
        <source>待发</source>
        <translation>Unsent</translation>
    </message>
    <message>
        <source>已发出，等答复</source>
        <translation>sent, not yet answered</translation>
    </message>
    <message>
        <source>联机后重新确认</source>
        <translation>to be confirmed online</translation>
    </message>
    <message>
        <source>可能被拒</source>
        <translation>Likely to be refused</translation>
    </message>
    <message>
        <source>{who}，{time} 被拒</source>
        <translation>{who}, refused {time}</translation>
    </message>
    <message>
        <source>{act} {number} 已重新办理</source>
        <translation>{act} {number} done again</translation>
    </message>
    <message>
        <source>{act} {number} 已移交</source>
        <translation>{act} {number} handed over</translation>
    </message>
    <message>
        <source>{act} {number} 已放弃</source>
        <translation>{act} {number} discarded</translation>
    </message>
    <message>
        <source>{what}：{note}</source>
        <translation>{what}: {note}</translation>
    </message>
    <message>
        <source>步骤</source>
        <translation>Step</translation>
    </message>
    <message>
        <source>值守状态</source>
        <translation>Duty state</translation>
    </message>
    <message>
        <source>进展</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>主办</source>
        <translation>Lead force</translation>
    </message>
    <message>
        <source>协办</source>
        <translation>Helpers</translation>
    </message>
    <message>
        <source>等级</source>
        <translation>Severity</translation>
    </message>
    <message>
        <source>层级</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Class</translation>
    </message>
    <message>
        <source>网格</source>
        <translation>Grid</translation>
    </message>
    <message>
        <source>承诺时间</source>
        <translation>Promised for</translation>
    </message>
    <message>
        <source>到场时限</source>
        <translation>Arrive by</translation>
    </message>
    <message>
        <source>截至</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>期限</source>
        <translation>Deadline</translation>
    </message>
    <message>
        <source>并入</source>
        <translation>Merged into</translation>
    </message>
    <message>
        <source>破例理由</source>
        <translation>Reason for the exception</translation>
    </message>
    <message>
        <source>报告方式</source>
        <translation>How reported</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Outcome</translation>
    </message>
    <message>
        <source>交接事项</source>
        <translation>Items handed over</translation>
    </message>
    <message>
        <source>{count} 项</source>
        <translation>{count} items</translation>
    </message>
</context>
<context>
    <name>PendingView</name>
    <message>
        <source>按此顺序发送，每条只生效一次。服务器的答复为准，若已被他人改动，转入冲突箱。</source>
        <translation>Sent in this order, each takes effect once. The server has the last word; what somebody else has changed meanwhile goes to the conflict box.</translation>
    </message>
    <message>
        <source>待发命令</source>
        <translation>Waiting to be sent</translation>
    </message>
    <message>
        <source>冲突箱</source>
        <translation>Conflict box</translation>
    </message>
    <message>
        <source>第 {place} 件，共 {count} 件</source>
        <translation>{place} of {count}</translation>
    </message>
    <message>
        <source>{count} 件，未处理前不覆盖任何一方</source>
        <translation>{count}; neither side is overwritten until settled</translation>
    </message>
    <message>
        <source>冲突</source>
        <translation>Conflict</translation>
    </message>
    <message>
        <source>没有取到待发命令与冲突</source>
        <translation>Outbox and conflict box could not be read</translation>
    </message>
    <message>
        <source>没有待发的命令</source>
        <translation>Nothing waits to be sent</translation>
    </message>
    <message>
        <source>没有被拒的命令</source>
        <translation>Nothing was refused</translation>
    </message>
    <message>
        <source>没有冲突要处理</source>
        <translation>No conflict to settle</translation>
    </message>
    <message>
        <source>第 {no} 条可能被拒：{reason}</source>
        <translation>No. {no} is likely to be refused: {reason}</translation>
    </message>
    <message>
        <source>已撤回：{what}</source>
        <translation>Withdrawn: {what}</translation>
    </message>
</context>
<context>
    <name>RefusalPage</name>
    <message>
        <source>打开事件</source>
        <translation>Open case</translation>
    </message>
    <message>
        <source>冲突</source>
        <translation>Conflict</translation>
    </message>
    <message>
        <source>{state}：{note}</source>
        <translation>{state}: {note}</translation>
    </message>
    <message>
        <source>我的</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>现在</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>{time} 起</source>
        <translation>since {time}</translation>
    </message>
    <message>
        <source>所办的对象已不在，或本机不认得这条命令。</source>
        <translation>What it was about is gone, or this program does not know the command.</translation>
    </message>
    <message>
        <source>按现在的「{state}」重新{act}</source>
        <translation>{act} on the present state: {state}</translation>
    </message>
    <message>
        <source>按现在的情况重新{act}</source>
        <translation>{act} on what is there now</translation>
    </message>
    <message>
        <source>再办一次</source>
        <translation>Do it again</translation>
    </message>
    <message>
        <source>已经移交，等接手的人处理。</source>
        <translation>Handed over already; it waits for whoever takes it on.</translation>
    </message>
    <message>
        <source>中心还没有这条记录，联机后再移交。</source>
        <translation>The centre has no record of it yet; hand it over once the link is back.</translation>
    </message>
    <message>
        <source>移交</source>
        <translation>Hand on</translation>
    </message>
    <message>
        <source>留在冲突箱，写进交接班</source>
        <translation>Stays in the box and goes into the handover</translation>
    </message>
    <message>
        <source>放弃</source>
        <translation>Discard</translation>
    </message>
    <message>
        <source>不再办，写明理由存查</source>
        <translation>Given up; the reason is kept on record</translation>
    </message>
</context>
<context>
    <name>SettlePanel</name>
    <message>
        <source>可以怎么办</source>
        <translation>What can be done</translation>
    </message>
    <message>
        <source>没有处理之前，不覆盖任何一方。</source>
        <translation>Until it is settled, neither side is overwritten.</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>放弃时必填</source>
        <translation>Needed to discard</translation>
    </message>
</context>
</TS>
