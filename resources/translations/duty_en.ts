<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>ActList</name>
    <message>
        <source>{acts}：{reason}</source>
        <translation>{acts}: {reason}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>AppointForm</name>
    <message>
        <source>授予谁</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>角色</source>
        <translation>Role</translation>
    </message>
</context>
<context>
    <name>DelegateForm</name>
    <message>
        <source>网格</source>
        <translation>Grid</translation>
    </message>
    <message>
        <source>委托给</source>
        <translation>To</translation>
    </message>
    <message>
        <source>事权</source>
        <translation>Acts</translation>
    </message>
    <message>
        <source>委托可随时撤销</source>
        <translation>A delegation can be called back at any time</translation>
    </message>
</context>
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
        <source>承诺到场</source>
        <translation>Promised</translation>
    </message>
    <message>
        <source>下一班到期</source>
        <translation>Due next shift</translation>
    </message>
    <message>
        <source>督办</source>
        <translation>Supervised</translation>
    </message>
    <message>
        <source>暂搁</source>
        <translation>Put off</translation>
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
        <source>离线交班</source>
        <translation>signed out offline</translation>
    </message>
    <message>
        <source>{time} 接班</source>
        <translation>taken over {time}</translation>
    </message>
    <message>
        <source>{time} 离线接班</source>
        <translation>taken over offline {time}</translation>
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
        <source>日志与人员的分栏</source>
        <translation>Tabs of log and people</translation>
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
        <source>任职与委托</source>
        <translation>Posts and delegation</translation>
    </message>
    <message>
        <source>下沉力量</source>
        <translation>Sent down</translation>
    </message>
    <message>
        <source>编制</source>
        <translation>Establishment</translation>
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
    <name>EndSecondmentForm</name>
    <message>
        <source>{sender}，{since} 起</source>
        <translation>{sender}, from {since}</translation>
    </message>
    <message>
        <source>结束于</source>
        <translation>Ends</translation>
    </message>
</context>
<context>
    <name>EstablishmentForm</name>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>编制</source>
        <translation>Planned</translation>
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
<context>
    <name>PostForm</name>
    <message>
        <source>职务</source>
        <translation>Post</translation>
    </message>
    <message>
        <source>任谁</source>
        <translation>Person</translation>
    </message>
</context>
<context>
    <name>RevokeForm</name>
    <message>
        <source>现有</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>撤销后</source>
        <translation>Then</translation>
    </message>
    <message>
        <source>立即生效，此后离线所办也将被拒绝。</source>
        <translation>It ends at once; what is done offline from then on will be refused, too.</translation>
    </message>
</context>
<context>
    <name>SecondForm</name>
    <message>
        <source>力量</source>
        <translation>Force</translation>
    </message>
    <message>
        <source>派出单位</source>
        <translation>Sent by</translation>
    </message>
    <message>
        <source>依据</source>
        <translation>Basis</translation>
    </message>
    <message>
        <source>赋能清单的名称与条目</source>
        <translation>Name and item of the enabling list</translation>
    </message>
</context>
<context>
    <name>Staff</name>
    <message>
        <source>类</source>
        <translation>Sort</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>What</translation>
    </message>
    <message>
        <source>由谁</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>在哪里</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>期限</source>
        <translation>Term</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>力量</source>
        <translation>Force</translation>
    </message>
    <message>
        <source>人数</source>
        <translation>People</translation>
    </message>
    <message>
        <source>派出单位</source>
        <translation>Sent by</translation>
    </message>
    <message>
        <source>依据</source>
        <translation>Basis</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>编制</source>
        <translation>Planned</translation>
    </message>
    <message>
        <source>在编</source>
        <translation>In post</translation>
    </message>
    <message>
        <source>在岗</source>
        <translation>On duty</translation>
    </message>
    <message>
        <source>差额</source>
        <translation>Gap</translation>
    </message>
    <message>
        <source>任职</source>
        <translation>Post</translation>
    </message>
    <message>
        <source>角色</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>委托</source>
        <translation>Delegation</translation>
    </message>
    <message>
        <source>{since} 起</source>
        <translation>from {since}</translation>
    </message>
    <message>
        <source>{since} 至 {until}</source>
        <translation>{since} to {until}</translation>
    </message>
    <message>
        <source>现行</source>
        <translation>In force</translation>
    </message>
    <message>
        <source>未到期初</source>
        <translation>To come</translation>
    </message>
    <message>
        <source>已到期</source>
        <translation>Ended</translation>
    </message>
    <message>
        <source>已撤销</source>
        <translation>Revoked</translation>
    </message>
    <message>
        <source>{sort}：{what}，{holder}</source>
        <translation>{sort}: {what}, {holder}</translation>
    </message>
    <message>
        <source>缺 {count}</source>
        <translation>{count} short</translation>
    </message>
    <message>
        <source>超 {count}</source>
        <translation>{count} over</translation>
    </message>
</context>
<context>
    <name>StaffView</name>
    <message>
        <source>任职与委托</source>
        <translation>Posts and delegation</translation>
    </message>
    <message>
        <source>片区还没有登记任职、角色与委托</source>
        <translation>No posts, roles or delegations are on record for this area</translation>
    </message>
    <message>
        <source>下沉力量</source>
        <translation>Sent down</translation>
    </message>
    <message>
        <source>没有下沉力量</source>
        <translation>No force was sent down</translation>
    </message>
    <message>
        <source>编制</source>
        <translation>Establishment</translation>
    </message>
    <message>
        <source>还没有定编制，也没有登记力量</source>
        <translation>No posts are planned and no forces on record</translation>
    </message>
    <message>
        <source>先选一支下沉力量</source>
        <translation>Choose a force that was sent down</translation>
    </message>
    <message>
        <source>撤销…</source>
        <translation>Revoke…</translation>
    </message>
    <message>
        <source>先选一项角色或委托</source>
        <translation>Choose a role or a delegation</translation>
    </message>
    <message>
        <source>任职到期自行终止，改任他人即告终止</source>
        <translation>A post ends with its term, or when somebody else takes it</translation>
    </message>
</context>
<context>
    <name>TermForm</name>
    <message>
        <source>起始</source>
        <translation>From</translation>
    </message>
    <message>
        <source>不定期</source>
        <translation>Without end</translation>
    </message>
    <message>
        <source>30 天</source>
        <translation>30 days</translation>
    </message>
    <message>
        <source>90 天</source>
        <translation>90 days</translation>
    </message>
    <message>
        <source>半年</source>
        <translation>Half a year</translation>
    </message>
    <message>
        <source>一年</source>
        <translation>A year</translation>
    </message>
    <message>
        <source>期限</source>
        <translation>Term</translation>
    </message>
    <message>
        <source>网格</source>
        <translation>Grid</translation>
    </message>
</context>
</TS>
