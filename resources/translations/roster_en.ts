<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>ForceColumn</name>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>可派 {names}</source>
        <translation>Free: {names}</translation>
    </message>
    <message>
        <source>无可派力量</source>
        <translation>Nobody is free</translation>
    </message>
</context>
<context>
    <name>Roster</name>
    <message>
        <source>力量</source>
        <translation>Force</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>沉</source>
        <translation>S</translation>
    </message>
    <message>
        <source>{state} {count}人</source>
        <translation>{state}, {count}</translation>
    </message>
    <message>
        <source>下沉：{sender}</source>
        <translation>Seconded by {sender}</translation>
    </message>
    <message>
        <source>下沉：{sender}，至 {until}</source>
        <translation>Seconded by {sender} until {until}</translation>
    </message>
    <message>
        <source>{count} 人</source>
        <translation>{count} people</translation>
    </message>
    <message>
        <source>{days} 天以上没有人确认</source>
        <translation>not confirmed for more than {days} days</translation>
    </message>
    <message>
        <source>已在本机生效，待发</source>
        <translation>in effect on this desk, waiting to be sent</translation>
    </message>
    <message>
        <source>编制 {planned} · 在编 {filled} · 在岗 {present}</source>
        <translation>Posts {planned} · filled {filled} · on {present}</translation>
    </message>
    <message>
        <source>当前无班次</source>
        <translation>No shift now</translation>
    </message>
    <message>
        <source>{now} · 下一班 {following}</source>
        <translation>{now} · next {following}</translation>
    </message>
</context>
<context>
    <name>RosterView</name>
    <message>
        <source>排班…</source>
        <translation>Plan shift…</translation>
    </message>
    <message>
        <source>力量值班表</source>
        <translation>Roster</translation>
    </message>
    <message>
        <source>没有取到值班表</source>
        <translation>The roster could not be read</translation>
    </message>
    <message>
        <source>片区还没有登记力量</source>
        <translation>The area has no forces yet</translation>
    </message>
    <message>
        <source>{force} 的状态已确认</source>
        <translation>The state of {force} is confirmed</translation>
    </message>
    <message>
        <source>{force} 改为 {state}</source>
        <translation>{force}: {state}</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>打开事件 {number}</source>
        <translation>Open case {number}</translation>
    </message>
</context>
<context>
    <name>ShiftForm</name>
    <message>
        <source>班次</source>
        <translation>Shift</translation>
    </message>
    <message>
        <source>开始</source>
        <translation>Begins</translation>
    </message>
    <message>
        <source>结束</source>
        <translation>Ends</translation>
    </message>
    <message>
        <source>带班</source>
        <translation>Led by</translation>
    </message>
    <message>
        <source>未定</source>
        <translation>Not decided</translation>
    </message>
    <message>
        <source>席位</source>
        <translation>Seats</translation>
    </message>
    <message>
        <source>最低在岗</source>
        <translation>Least on duty</translation>
    </message>
    <message>
        <source>备勤力量</source>
        <translation>Standing by</translation>
    </message>
    <message>
        <source>已排：{shifts}</source>
        <translation>Planned: {shifts}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
</context>
</TS>
