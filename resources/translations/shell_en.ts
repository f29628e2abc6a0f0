<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>Alarm</name>
    <message>
        <source>还没有确认：{cases}（F3 到下一件）</source>
        <translation>Not acknowledged yet: {cases} (F3 for the next)</translation>
    </message>
</context>
<context>
    <name>AlarmBand</name>
    <message>
        <source>未确认 特急  {count}</source>
        <translation>Unacknowledged critical  {count}</translation>
    </message>
    <message>
        <source>另有 {count} 件</source>
        <translation>{count} more</translation>
    </message>
</context>
<context>
    <name>AreaChoice</name>
    <message>
        <source>换一个片区看；只列可以查看的</source>
        <translation>See another area; only those that you may read are listed</translation>
    </message>
    <message>
        <source>片区</source>
        <translation>Area</translation>
    </message>
</context>
<context>
    <name>CommandBox</name>
    <message>
        <source>命令或搜索，如 派 1024 城管2队</source>
        <translation>Command or search, as: send 1024 城管2队</translation>
    </message>
    <message>
        <source>命令或搜索</source>
        <translation>Command or search</translation>
    </message>
    <message>
        <source>命令</source>
        <translation>Command</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{number} 已派给 {names}</source>
        <translation>{number} sent to {names}</translation>
    </message>
</context>
<context>
    <name>Dock</name>
    <message>
        <source>力量值班表</source>
        <translation>Roster</translation>
    </message>
    <message>
        <source>地图</source>
        <translation>Map</translation>
    </message>
</context>
<context>
    <name>DutyPage</name>
    <message>
        <source>没有未确认的事件</source>
        <translation>Nothing is unacknowledged</translation>
    </message>
    <message>
        <source>网格</source>
        <translation>Grids</translation>
    </message>
    <message>
        <source>网格树与事件详情互换（F6）</source>
        <translation>Grids or case (F6)</translation>
    </message>
</context>
<context>
    <name>EnrolPage</name>
    <message>
        <source>登记这台席位</source>
        <translation>Enrol this seat</translation>
    </message>
    <message>
        <source>向中心的系统管理员要登记码，只能用一次。登记后这台电脑就是一个席位。</source>
        <translation>Ask the administrator of the centre for an enrolment code; it works once. This computer then is a seat.</translation>
    </message>
    <message>
        <source>中心地址</source>
        <translation>Centre</translation>
    </message>
    <message>
        <source>如 https://centre.example:8443</source>
        <translation>As https://centre.example:8443</translation>
    </message>
    <message>
        <source>登记码</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>登记</source>
        <translation>Enrol</translation>
    </message>
</context>
<context>
    <name>Instead</name>
    <message>
        <source>事件</source>
        <translation>Cases</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>网格+ 片区值守台</source>
        <translation>GridPlus Desk</translation>
    </message>
</context>
<context>
    <name>PassphrasePage</name>
    <message>
        <source>打开本机缓存</source>
        <translation>Open the local cache</translation>
    </message>
    <message>
        <source>这台电脑没有系统钥匙串，缓存由口令保护。忘记口令就只能清空缓存、重新登记。</source>
        <translation>This computer has no keyring, so a passphrase protects the cache. Once forgotten, the cache can only be emptied and the seat enrolled again.</translation>
    </message>
    <message>
        <source>口令</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
</context>
<context>
    <name>PasswordPage</name>
    <message>
        <source>先改密码</source>
        <translation>Change the password first</translation>
    </message>
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
        <source>不改，退出登录</source>
        <translation>Not now, sign out</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>新建事件</source>
        <translation>New case</translation>
    </message>
    <message>
        <source>下一件未确认</source>
        <translation>Next unacknowledged</translation>
    </message>
    <message>
        <source>撤回最近一条待发命令</source>
        <translation>Take back the last unsent command</translation>
    </message>
    <message>
        <source>搜索历史</source>
        <translation>Search history</translation>
    </message>
    <message>
        <source>事件详情</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>下一栏</source>
        <translation>Next pane</translation>
    </message>
    <message>
        <source>上一栏</source>
        <translation>Previous pane</translation>
    </message>
    <message>
        <source>力量值班表</source>
        <translation>Roster</translation>
    </message>
    <message>
        <source>地图</source>
        <translation>Map</translation>
    </message>
    <message>
        <source>命令或搜索</source>
        <translation>Command or search</translation>
    </message>
    <message>
        <source>值守台</source>
        <translation>Duty desk</translation>
    </message>
    <message>
        <source>每周例会</source>
        <translation>Weekly meeting</translation>
    </message>
    <message>
        <source>待发与冲突箱</source>
        <translation>Outbox and conflicts</translation>
    </message>
    <message>
        <source>值班日志与交接班</source>
        <translation>Duty log and handover</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>立即重连</source>
        <translation>Reconnect now</translation>
    </message>
    <message>
        <source>放大文字</source>
        <translation>Larger text</translation>
    </message>
    <message>
        <source>缩小文字</source>
        <translation>Smaller text</translation>
    </message>
    <message>
        <source>文字原大</source>
        <translation>Text at 100 %</translation>
    </message>
    <message>
        <source>锁定 / 换人</source>
        <translation>Lock / change person</translation>
    </message>
    <message>
        <source>全部快捷键</source>
        <translation>All shortcuts</translation>
    </message>
    <message>
        <source>确认（列表、详情中）</source>
        <translation>Acknowledge (in list and case)</translation>
    </message>
    <message>
        <source>派遣（列表、详情中）</source>
        <translation>Dispatch (in list and case)</translation>
    </message>
    <message>
        <source>暂搁列表中选中的事件</source>
        <translation>Put off the case chosen in the list</translation>
    </message>
    <message>
        <source>备注（列表、详情中）</source>
        <translation>Note (in list and case)</translation>
    </message>
    <message>
        <source>结案（列表中）</source>
        <translation>Close (in list)</translation>
    </message>
    <message>
        <source>下一步动作（详情中）</source>
        <translation>Next acts (in case)</translation>
    </message>
    <message>
        <source>打开详情</source>
        <translation>Open the case</translation>
    </message>
    <message>
        <source>返回列表</source>
        <translation>Back to the list</translation>
    </message>
    <message>
        <source>粘贴截图为附件（详情中）</source>
        <translation>Paste a screenshot as attachment (in case)</translation>
    </message>
    <message>
        <source>快捷键与标记</source>
        <translation>Keys and flags</translation>
    </message>
    <message>
        <source>列表中的标记</source>
        <translation>Flags in the lists</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>网格+ 片区值守台</source>
        <translation>GridPlus Desk</translation>
    </message>
    <message>
        <source>账号</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>登录</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>席位 {seat} · {server}</source>
        <translation>Seat {seat} · {server}</translation>
    </message>
    <message>
        <source>现在连不上中心：曾在本席位联机登录过的人可以离线解锁，办理的事联机后发送。</source>
        <translation>The centre cannot be reached: who has signed in online at this seat before can unlock it offline; what is done is sent later.</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>数据截至 {time}</source>
        <translation>Data as of {time}</translation>
    </message>
    <message>
        <source>还没有数据</source>
        <translation>No data yet</translation>
    </message>
    <message>
        <source>时钟按本机</source>
        <translation>Local clock</translation>
    </message>
    <message>
        <source>新建</source>
        <translation>New</translation>
    </message>
    <message>
        <source>下一未确认</source>
        <translation>Next unacknowledged</translation>
    </message>
    <message>
        <source>换栏</source>
        <translation>Panes</translation>
    </message>
    <message>
        <source>力量</source>
        <translation>Forces</translation>
    </message>
    <message>
        <source>地图</source>
        <translation>Map</translation>
    </message>
    <message>
        <source>命令</source>
        <translation>Command</translation>
    </message>
    <message>
        <source>全部快捷键</source>
        <translation>All shortcuts</translation>
    </message>
    <message>
        <source>待发 {count}</source>
        <translation>Unsent {count}</translation>
    </message>
    <message>
        <source>冲突箱 {count}</source>
        <translation>Conflicts {count}</translation>
    </message>
    <message>
        <source>{as_of}，{ago}</source>
        <translation>{as_of}, {ago}</translation>
    </message>
    <message>
        <source>离线</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>正在补取 {done}/{total}</source>
        <translation>Catching up {done}/{total}</translation>
    </message>
    <message>
        <source>已同步 {ago}</source>
        <translation>Synced {ago}</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>时差 {offset}</source>
        <translation>Offset {offset}</translation>
    </message>
    <message>
        <source>本地时钟</source>
        <translation>Local clock</translation>
    </message>
    <message>
        <source>离线</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>补取中</source>
        <translation>Catching up</translation>
    </message>
    <message>
        <source>在线</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>城运分中心</source>
        <translation>Operations sub-centre</translation>
    </message>
    <message>
        <source>菜单</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>全部功能与快捷键</source>
        <translation>All functions and shortcuts</translation>
    </message>
    <message>
        <source>页面</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>未登录</source>
        <translation>nobody signed in</translation>
    </message>
    <message>
        <source>至 {time}</source>
        <translation>until {time}</translation>
    </message>
    <message>
        <source>值守</source>
        <translation>Desk</translation>
    </message>
    <message>
        <source>例会</source>
        <translation>Meeting</translation>
    </message>
    <message>
        <source>冲突箱</source>
        <translation>Conflicts</translation>
    </message>
    <message>
        <source>日志</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
</context>
<context>
    <name>TroublePage</name>
    <message>
        <source>值守台打不开</source>
        <translation>The desk cannot be opened</translation>
    </message>
    <message>
        <source>本机数据没有改动。按下面的提示处理好，再试一次。</source>
        <translation>Nothing on this machine was changed. Do what is said below and try again.</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
</context>
</TS>
