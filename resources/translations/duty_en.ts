<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>Duty</name>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>记录人</source>
        <translation>By</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>What</translation>
    </message>
    <message>
        <source>事件</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>事项</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>时限</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>当前无班次</source>
        <translation>No shift now</translation>
    </message>
    <message>
        <source>超时</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>下一班到期</source>
        <translation>Due next shift</translation>
    </message>
    <message>
        <source>待发</source>
        <translation>Unsent</translation>
    </message>
    <message>
        <source>冲突</source>
        <translation>Conflict</translation>
    </message>
    <message>
        <source>其他</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>待接班</source>
        <translation>to be relieved</translation>
    </message>
    <message>
        <source>{time} 接班</source>
        <translation>taken over {time}</translation>
    </message>
    <message>
        <source>{count} 项</source>
        <translation>{count} items</translation>
    </message>
    <message>
        <source>待发 {unsent}、冲突 {refusals} 已确认</source>
        <translation>{unsent} unsent, {refusals} conflicts confirmed</translation>
    </message>
</context>
<context>
    <name>DutyView</name>
    <message>
        <source>历次交接班</source>
        <translation>Earlier changes of shift</translation>
    </message>
    <message>
        <source>值班日志</source>
        <translation>Duty log</translation>
    </message>
    <message>
        <source>交接班</source>
        <translation>Change of shift</translation>
    </message>
    <message>
        <source>没有取到值班日志</source>
        <translation>The duty log could not be read</translation>
    </message>
    <message>
        <source>还没有交接过班</source>
        <translation>No change of shift yet</translation>
    </message>
    <message>
        <source>已交班，等接班人在本席接班</source>
        <translation>Signed out; the one who comes takes over at this seat</translation>
    </message>
    <message>
        <source>待发或冲突的件数刚刚变了，请看过再确认。</source>
        <translation>What is unsent or unsettled has just changed; look again, then confirm.</translation>
    </message>
    <message>
        <source>已接班</source>
        <translation>Shift taken over</translation>
    </message>
</context>
<context>
    <name>HandoverPanel</name>
    <message>
        <source>交代的话</source>
        <translation>Words to pass on</translation>
    </message>
    <message>
        <source>交接事项</source>
        <translation>Items handed over</translation>
    </message>
    <message>
        <source>没有要交接的事项</source>
        <translation>Nothing to hand over</translation>
    </message>
    <message>
        <source>我已知道并向接班人说明</source>
        <translation>I know, and tell the one who comes</translation>
    </message>
    <message>
        <source>交出本席 · {count} 项</source>
        <translation>Hand over this seat · {count} items</translation>
    </message>
    <message>
        <source>还有 {unsent} 条命令没有发出、{refusals} 件冲突没有处理，须写进交接单并确认。</source>
        <translation>{unsent} commands are unsent and {refusals} conflicts unsettled; they go into the handover and must be confirmed.</translation>
    </message>
    <message>
        <source>先确认未发的命令和未处理的冲突</source>
        <translation>First confirm what is unsent and unsettled</translation>
    </message>
    <message>
        <source>交班</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>{leaver} 已交班，待接班</source>
        <translation>{leaver} has signed out and waits to be relieved</translation>
    </message>
    <message>
        <source>交班人不能接自己的班；请接班人登录后接班。接班之前责任仍在交班人。</source>
        <translation>Nobody relieves himself: the one who comes signs in and takes over. Until then responsibility stays with the one who leaves.</translation>
    </message>
    <message>
        <source>接班</source>
        <translation>Take over</translation>
    </message>
</context>
<context>
    <name>LogPanel</name>
    <message>
        <source>记一笔：发生了什么、交代了什么</source>
        <translation>Write a line: what happened, what was passed on</translation>
    </message>
    <message>
        <source>值班日志的一行</source>
        <translation>A line of the duty log</translation>
    </message>
    <message>
        <source>写入</source>
        <translation>Write</translation>
    </message>
    <message>
        <source>值班日志</source>
        <translation>Duty log</translation>
    </message>
</context>
</TS>
