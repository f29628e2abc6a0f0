<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>HistoryList</name>
    <message>
        <source>编号，或标题、地点里的词（两个字起）</source>
        <translation>Number, or words of title and place (two characters and more)</translation>
    </message>
    <message>
        <source>编号或两个字以上的词</source>
        <translation>Number or words</translation>
    </message>
    <message>
        <source>搜索</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>查看全部</source>
        <translation>View all</translation>
    </message>
    <message>
        <source>更早</source>
        <translation>Older</translation>
    </message>
    <message>
        <source>较新</source>
        <translation>Newer</translation>
    </message>
    <message>
        <source>历史</source>
        <translation>History</translation>
    </message>
    <message>
        <source>没有取到历史</source>
        <translation>History could not be read</translation>
    </message>
    <message>
        <source>第 {first}–{last} 件</source>
        <translation>{first}–{last}</translation>
    </message>
    <message>
        <source>本机存有 {day} 起办结的事件</source>
        <translation>This machine keeps cases closed since {day}</translation>
    </message>
    <message>
        <source>{first}；{second}</source>
        <translation>{first}; {second}</translation>
    </message>
    <message>
        <source>正在查中心…</source>
        <translation>Asking the centre…</translation>
    </message>
    <message>
        <source>未连中心，只查了本机</source>
        <translation>not connected: only this machine was searched</translation>
    </message>
    <message>
        <source>只查了本机：{why}</source>
        <translation>only this machine was searched: {why}</translation>
    </message>
    <message>
        <source>，按「更早」看其余</source>
        <translation>; Older shows the rest</translation>
    </message>
    <message>
        <source>其中 {count} 件是中心记录，本机未存</source>
        <translation>{count} of these are from the centre, not kept here</translation>
    </message>
    <message>
        <source>中心没有另外的记录</source>
        <translation>The centre has nothing more</translation>
    </message>
    <message>
        <source>输入词可查中心更早的记录</source>
        <translation>words also search the centre</translation>
    </message>
</context>
<context>
    <name>PinnedStrip</name>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>新特急：{summary}</source>
        <translation>New critical case: {summary}</translation>
    </message>
    <message>
        <source>新件只进此栏，下方列表不动</source>
        <translation>New ones come here only; the list below stays</translation>
    </message>
    <message>
        <source>下一件</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>确认</source>
        <translation>Acknowledge</translation>
    </message>
    <message>
        <source>未确认的特急</source>
        <translation>Unacknowledged critical cases</translation>
    </message>
    <message>
        <source>未确认 特急  {count}</source>
        <translation>Critical, unacknowledged  {count}</translation>
    </message>
    <message>
        <source>另有 {count} 件</source>
        <translation>{count} more</translation>
    </message>
</context>
<context>
    <name>PutOffButton</name>
    <message>
        <source>暂搁 {count}</source>
        <translation>Put off {count}</translation>
    </message>
    <message>
        <source>返回待办</source>
        <translation>Back to do</translation>
    </message>
    <message>
        <source>只看暂搁的事件；到时自动回到待办</source>
        <translation>Only what is put off; each comes back by itself</translation>
    </message>
</context>
<context>
    <name>Queue</name>
    <message>
        <source>级</source>
        <translation>Sev.</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>类别 · 摘要</source>
        <translation>Summary</translation>
    </message>
    <message>
        <source>小微网格</source>
        <translation>Micro</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>层级</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>承办</source>
        <translation>Holder</translation>
    </message>
    <message>
        <source>时长</source>
        <translation>Age</translation>
    </message>
    <message>
        <source>本步时限</source>
        <translation>Limit of step</translation>
    </message>
    <message>
        <source>标记</source>
        <translation>Flags</translation>
    </message>
    <message>
        <source>{state}；{act} 已在本机生效，待发</source>
        <translation>{state}; {act} is done here and waits to be sent</translation>
    </message>
    <message>
        <source>{state}；{act} 待发，可能被拒</source>
        <translation>{state}; {act} waits to be sent and may be refused</translation>
    </message>
    <message>
        <source>中心</source>
        <translation>Centre</translation>
    </message>
    <message>
        <source>{act} · 恐被拒</source>
        <translation>{act} · may fail</translation>
    </message>
    <message>
        <source>办结</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>未确认</source>
        <translation>Unseen</translation>
    </message>
    <message>
        <source>中心记录，本机未存</source>
        <translation>from the centre, not kept here</translation>
    </message>
    <message>
        <source>待核销</source>
        <translation>Close wished</translation>
    </message>
    <message>
        <source>待派遣</source>
        <translation>To dispatch</translation>
    </message>
    <message>
        <source>返{count}</source>
        <translation>R{count}</translation>
    </message>
    <message>
        <source>请缓</source>
        <translation>Wait?</translation>
    </message>
    <message>
        <source>请延</source>
        <translation>Ext?</translation>
    </message>
    <message>
        <source>待复核</source>
        <translation>2nd look</translation>
    </message>
    <message>
        <source>督</source>
        <translation>Sup</translation>
    </message>
    <message>
        <source>挂</source>
        <translation>Book</translation>
    </message>
    <message>
        <source>演</source>
        <translation>Drill</translation>
    </message>
    <message>
        <source>回放</source>
        <translation>Replay</translation>
    </message>
    <message>
        <source>照{count}</source>
        <translation>Ph{count}</translation>
    </message>
    <message>
        <source>照片、材料的份数</source>
        <translation>how many photos and papers there are</translation>
    </message>
    <message>
        <source>与 {number} 疑为同一件，建议并案</source>
        <translation>likely the same as {number}, to be merged</translation>
    </message>
    <message>
        <source>退回 {count} 次</source>
        <translation>Returned {count} times</translation>
    </message>
    <message>
        <source>申请缓办，待批</source>
        <translation>a wait is asked for, to be decided</translation>
    </message>
    <message>
        <source>并</source>
        <translation>Dup?</translation>
    </message>
    <message>
        <source>两席接到同一件，建议并案</source>
        <translation>two seats took the same report: likely to be merged</translation>
    </message>
    <message>
        <source>总逾</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>已过总时限</source>
        <translation>past its whole term</translation>
    </message>
    <message>
        <source>退回的次数</source>
        <translation>how often it was returned</translation>
    </message>
    <message>
        <source>申请延期，待批</source>
        <translation>more time is asked for, to be decided</translation>
    </message>
    <message>
        <source>提请不予立案，待第二人复核</source>
        <translation>not to be filed, waits for a second person</translation>
    </message>
    <message>
        <source>督办</source>
        <translation>Supervised</translation>
    </message>
    <message>
        <source>挂账</source>
        <translation>On the books</translation>
    </message>
    <message>
        <source>演练</source>
        <translation>Drill</translation>
    </message>
    <message>
        <source>回放数据</source>
        <translation>Replayed data</translation>
    </message>
    <message>
        <source>照片、材料 {count} 份</source>
        <translation>{count} photos and papers</translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>事件队列</source>
        <translation>Case queue</translation>
    </message>
    <message>
        <source>事件队列的分栏</source>
        <translation>Lists of the case queue</translation>
    </message>
    <message>
        <source>查看全部</source>
        <translation>View all</translation>
    </message>
    <message>
        <source>待办</source>
        <translation>To do</translation>
    </message>
    <message>
        <source>处置中</source>
        <translation>In hand</translation>
    </message>
    <message>
        <source>今日办结</source>
        <translation>Closed today</translation>
    </message>
    <message>
        <source>历史</source>
        <translation>History</translation>
    </message>
    <message>
        <source>暂搁</source>
        <translation>Put off</translation>
    </message>
    <message>
        <source>只看 {kept}</source>
        <translation>Only {kept}</translation>
    </message>
    <message>
        <source>没有取到队列</source>
        <translation>The queue could not be read</translation>
    </message>
    <message>
        <source>当前无待办</source>
        <translation>Nothing to do just now</translation>
    </message>
    <message>
        <source>当前没有处置中的事件</source>
        <translation>Nothing is in hand just now</translation>
    </message>
    <message>
        <source>今天还没有办结的事件</source>
        <translation>Nothing has been closed today</translation>
    </message>
</context>
<context>
    <name>RowMenu</name>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>撤回：{act}</source>
        <translation>Take back: {act}</translation>
    </message>
</context>
<context>
    <name>SeverityChoice</name>
    <message>
        <source>全部优先级</source>
        <translation>All severities</translation>
    </message>
</context>
<context>
    <name>StripRow</name>
    <message>
        <source>撤回</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>确认</source>
        <translation>Seen</translation>
    </message>
</context>
</TS>
