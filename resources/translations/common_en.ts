<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>BarChart</name>
    <message>
        <source>{label} {value}，预期 {expected}</source>
        <translation>{label} {value}, expected {expected}</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>出了点问题</source>
        <translation>Something went wrong</translation>
    </message>
    <message>
        <source>程序遇到一处缺陷，已记入本机文件。已受理的命令都在待发箱里，不会丢失；可以继续使用。</source>
        <translation>The program met a defect and wrote it to a local file. Accepted commands are in the outbox and are not lost; you can go on.</translation>
    </message>
    <message>
        <source>请把这份文件交给管理员：</source>
        <translation>Please give this file to the administrator:</translation>
    </message>
    <message>
        <source>复制详情</source>
        <translation>Copy details</translation>
    </message>
    <message>
        <source>继续使用</source>
        <translation>Go on</translation>
    </message>
</context>
<context>
    <name>Curtain</name>
    <message>
        <source>网格+ 片区值守台</source>
        <translation>GridPlus Desk</translation>
    </message>
    <message>
        <source>正在打开 {what}</source>
        <translation>Opening {what}</translation>
    </message>
</context>
<context>
    <name>DueBar</name>
    <message>
        <source>时限已用 {percent} %</source>
        <translation>{percent} % of the limit used</translation>
    </message>
</context>
<context>
    <name>HeatGrid</name>
    <message>
        <source>{row}，{column}：{count}</source>
        <translation>{row}, {column}: {count}</translation>
    </message>
    <message>
        <source>数据不足</source>
        <translation>Not enough data</translation>
    </message>
</context>
<context>
    <name>LinkBand</name>
    <message>
        <source>离线 {span}</source>
        <translation>Offline {span}</translation>
    </message>
    <message>
        <source>数据截至 {time}</source>
        <translation>Data as of {time}</translation>
    </message>
    <message>
        <source>第 {attempt} 次重连，{seconds} 秒后</source>
        <translation>Attempt {attempt} in {seconds} s</translation>
    </message>
    <message>
        <source>立即重试</source>
        <translation>Retry now</translation>
    </message>
    <message>
        <source>可读全部缓存；已有 {count} 条命令待发，联机后按序发送</source>
        <translation>Everything cached can be read; {count} commands wait and go out in order once online</translation>
    </message>
    <message>
        <source>{count} 条命令待发</source>
        <translation>{count} commands wait</translation>
    </message>
    <message>
        <source>可读全部缓存；可办的动作先在本机生效，联机后按序发送</source>
        <translation>Everything cached can be read; acts take effect here first and go out in order once online</translation>
    </message>
    <message>
        <source>可读可办，联机后发送</source>
        <translation>Read and act; sent once online</translation>
    </message>
</context>
<context>
    <name>LockedAct</name>
    <message>
        <source>{act}：{reason}</source>
        <translation>{act}: {reason}</translation>
    </message>
</context>
<context>
    <name>Marks</name>
    <message>
        <source>特急</source>
        <translation>Critical</translation>
    </message>
    <message>
        <source>紧急</source>
        <translation>Urgent</translation>
    </message>
    <message>
        <source>重要</source>
        <translation>Important</translation>
    </message>
    <message>
        <source>一般</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>红</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>黄</source>
        <translation>Yellow</translation>
    </message>
    <message>
        <source>绿</source>
        <translation>Green</translation>
    </message>
    <message>
        <source>数据不足</source>
        <translation>Not enough data</translation>
    </message>
    <message>
        <source>可派</source>
        <translation>Available</translation>
    </message>
    <message>
        <source>在场</source>
        <translation>On scene</translation>
    </message>
    <message>
        <source>途中</source>
        <translation>On the way</translation>
    </message>
    <message>
        <source>离岗</source>
        <translation>Off duty</translation>
    </message>
    <message>
        <source>自治</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>共治</source>
        <translation>Joint</translation>
    </message>
    <message>
        <source>牵头</source>
        <translation>Lead</translation>
    </message>
    <message>
        <source>{verb} · 待发</source>
        <translation>{verb} · waiting</translation>
    </message>
</context>
<context>
    <name>MixChart</name>
    <message>
        <source>{week} {part}：{count}，占 {share}</source>
        <translation>{week} {part}: {count}, {share}</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>关闭通知</source>
        <translation>Close notice</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>另有 {count} 条</source>
        <translation>{count} more</translation>
    </message>
</context>
<context>
    <name>PaneState</name>
    <message>
        <source>数据截至 {time}</source>
        <translation>Data as of {time}</translation>
    </message>
    <message>
        <source>截至 {time}</source>
        <translation>as of {time}</translation>
    </message>
    <message>
        <source>数据截至 {time} · 按本地时钟</source>
        <translation>Data as of {time} · local clock</translation>
    </message>
    <message>
        <source>离线。可读全部缓存，待发命令 {count} 条。</source>
        <translation>Offline. Everything cached can be read; {count} commands wait.</translation>
    </message>
    <message>
        <source>第 {attempt} 次重连，{seconds} 秒后</source>
        <translation>Attempt {attempt} in {seconds} s</translation>
    </message>
    <message>
        <source>立即重试</source>
        <translation>Retry now</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>未取到：{names}。其余照常显示。</source>
        <translation>Not received: {names}. The rest is shown.</translation>
    </message>
    <message>
        <source>数据不全</source>
        <translation>Incomplete</translation>
    </message>
    <message>
        <source>重取</source>
        <translation>Fetch again</translation>
    </message>
    <message>
        <source>本机时钟比服务器快 {span}，计时以服务器为准。</source>
        <translation>This clock is {span} ahead of the server; timers follow the server.</translation>
    </message>
    <message>
        <source>本机时钟比服务器慢 {span}，计时以服务器为准。</source>
        <translation>This clock is {span} behind the server; timers follow the server.</translation>
    </message>
    <message>
        <source>时钟未同步</source>
        <translation>Clock off</translation>
    </message>
    <message>
        <source>只读</source>
        <translation>Read only</translation>
    </message>
    <message>
        <source>仍在加载</source>
        <translation>Still loading</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>连不上中心，之后的变化还不知道；数据截至 {time}</source>
        <translation>Centre out of reach, later changes not known; data as of {time}</translation>
    </message>
    <message>
        <source>上次检查 {time}</source>
        <translation>Last checked {time}</translation>
    </message>
    <message>
        <source>筛选条件：{filter}</source>
        <translation>Filter: {filter}</translation>
    </message>
    <message>
        <source>没有符合筛选的记录</source>
        <translation>Nothing matches the filter</translation>
    </message>
    <message>
        <source>清除筛选</source>
        <translation>Clear filter</translation>
    </message>
    <message>
        <source>追踪号 {trace}</source>
        <translation>Trace {trace}</translation>
    </message>
    <message>
        <source>复制详情</source>
        <translation>Copy details</translation>
    </message>
    <message>
        <source>需要时请找：{ask}</source>
        <translation>If you need it, ask {ask}</translation>
    </message>
    <message>
        <source>你没有查看此栏的权限</source>
        <translation>You may not see this pane</translation>
    </message>
    <message>
        <source>同一内容有两个版本</source>
        <translation>There are two versions of this</translation>
    </message>
    <message>
        <source>未处理前不覆盖任何一方。</source>
        <translation>Neither is overwritten until you decide.</translation>
    </message>
    <message>
        <source>去处理</source>
        <translation>Decide</translation>
    </message>
    <message>
        <source>{count} 秒</source>
        <translation>{count} s</translation>
    </message>
    <message>
        <source>{count} 分</source>
        <translation>{count} min</translation>
    </message>
    <message>
        <source>{count} 小时</source>
        <translation>{count} h</translation>
    </message>
</context>
<context>
    <name>Skeleton</name>
    <message>
        <source>正在加载</source>
        <translation>Loading</translation>
    </message>
</context>
<context>
    <name>StatePage</name>
    <message>
        <source>我的</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>对方</source>
        <translation>Theirs</translation>
    </message>
</context>
<context>
    <name>StepLine</name>
    <message>
        <source>第 {number} 步，共 {total} 步：{step}</source>
        <translation>Step {number} of {total}: {step}</translation>
    </message>
    <message>
        <source>各步均已完成</source>
        <translation>All steps done</translation>
    </message>
</context>
<context>
    <name>XmrChart</name>
    <message>
        <source>{week}：{value}</source>
        <translation>{week}: {value}</translation>
    </message>
    <message>
        <source>{week}：{value}，连续在均值一侧</source>
        <translation>{week}: {value}, in a run on one side of the mean</translation>
    </message>
    <message>
        <source>{week}：{value}，超出界限</source>
        <translation>{week}: {value}, outside the limits</translation>
    </message>
    <message>
        <source>上限</source>
        <translation>Upper</translation>
    </message>
    <message>
        <source>均值</source>
        <translation>Mean</translation>
    </message>
    <message>
        <source>下限</source>
        <translation>Lower</translation>
    </message>
</context>
</TS>
