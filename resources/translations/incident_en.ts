<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AcceptForm</name>
    <message>
        <source>接单人</source>
        <translation>Accepted by</translation>
    </message>
    <message>
        <source>承诺到场</source>
        <translation>Promised arrival</translation>
    </message>
</context>
<context>
    <name>ActDialog</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>{act}{number} 已办</source>
        <translation>{act}{number}: done</translation>
    </message>
</context>
<context>
    <name>ActsMenu</name>
    <message>
        <source>{act}：{reason}</source>
        <translation>{act}: {reason}</translation>
    </message>
</context>
<context>
    <name>ActsPanel</name>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>只列此刻合法的动作</source>
        <translation>Only what is legal now</translation>
    </message>
    <message>
        <source>更多…</source>
        <translation>More…</translation>
    </message>
</context>
<context>
    <name>AnnulForm</name>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Explanation</translation>
    </message>
</context>
<context>
    <name>AskExtensionForm</name>
    <message>
        <source>延期至</source>
        <translation>Extend until</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Explanation</translation>
    </message>
    <message>
        <source>依据</source>
        <translation>Basis</translation>
    </message>
</context>
<context>
    <name>AskWaitForm</name>
    <message>
        <source>缓办至</source>
        <translation>Wait until</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Explanation</translation>
    </message>
</context>
<context>
    <name>AttachmentsSection</name>
    <message>
        <source>照片 {pictures} · 其他 {others}</source>
        <translation>Photos {pictures} · others {others}</translation>
    </message>
    <message>
        <source>附件</source>
        <translation>Attachments</translation>
    </message>
    <message>
        <source>添加…</source>
        <translation>Add…</translation>
    </message>
    <message>
        <source>本机没有打开附件库</source>
        <translation>The store of attachments is not open here</translation>
    </message>
    <message>
        <source>拖入文件，或用 Ctrl+V 粘贴截图</source>
        <translation>Drop files here, or paste a screenshot with Ctrl+V</translation>
    </message>
</context>
<context>
    <name>CaseActions</name>
    <message>
        <source>已撤回</source>
        <translation>Taken back</translation>
    </message>
    <message>
        <source>没有可撤回的待发命令</source>
        <translation>No unsent command to take back</translation>
    </message>
    <message>
        <source>已撤回：{act} {number}</source>
        <translation>Taken back: {act} {number}</translation>
    </message>
    <message>
        <source>已添加附件 {count} 份</source>
        <translation>{count} attachments added</translation>
    </message>
    <message>
        <source>{act} {number} 已办</source>
        <translation>{act} {number}: done</translation>
    </message>
</context>
<context>
    <name>CaseForm</name>
    <message>
        <source>存放</source>
        <translation>Kept</translation>
    </message>
    <message>
        <source>未附上的照片、文书存放在何处</source>
        <translation>Where photos and papers lie that are not attached</translation>
    </message>
    <message>
        <source>完成于</source>
        <translation>Done at</translation>
    </message>
    <message>
        <source>处置人</source>
        <translation>Handled by</translation>
    </message>
    <message>
        <source>方式</source>
        <translation>Told</translation>
    </message>
    <message>
        <source>替没有席位的人代录</source>
        <translation>Recorded for somebody without a seat</translation>
    </message>
    <message>
        <source>已告知反映人（{who}）</source>
        <translation>The reporter has been told ({who})</translation>
    </message>
    <message>
        <source>告知</source>
        <translation>Told</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Class</translation>
    </message>
    <message>
        <source>编号、名称或拼音首字母</source>
        <translation>Code, name or pinyin initials</translation>
    </message>
    <message>
        <source>级别</source>
        <translation>Severity</translation>
    </message>
    <message>
        <source>网格</source>
        <translation>Grid</translation>
    </message>
    <message>
        <source>周边</source>
        <translation>Nearby</translation>
    </message>
    <message>
        <source>看过了，不是同一件</source>
        <translation>Looked at: not the same case</translation>
    </message>
    <message>
        <source>查重</source>
        <translation>Duplicates</translation>
    </message>
</context>
<context>
    <name>CaseHead</name>
    <message>
        <source>中心记录，本机未存：只能查看</source>
        <translation>From the centre, not kept here: to be read only</translation>
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
        <source>历史数据</source>
        <translation>History</translation>
    </message>
    <message>
        <source>不予立案待复核</source>
        <translation>Not to file: second look</translation>
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
        <source>保密</source>
        <translation>Confidential</translation>
    </message>
    <message>
        <source>片区网格长 {name}</source>
        <translation>Area chief {name}</translation>
    </message>
    <message>
        <source>片区网格长空缺</source>
        <translation>Area chief: vacant</translation>
    </message>
    <message>
        <source>反映人 {who}</source>
        <translation>Reporter {who}</translation>
    </message>
    <message>
        <source>查看联系方式</source>
        <translation>Show contact</translation>
    </message>
    <message>
        <source>{act} 可能被拒，联机后进入冲突箱</source>
        <translation>{act} may be refused and then goes to the conflict box</translation>
    </message>
    <message>
        <source>{act} 已在本机生效，待发</source>
        <translation>{act} is done here and waits to be sent</translation>
    </message>
    <message>
        <source>撤回</source>
        <translation>Take back</translation>
    </message>
</context>
<context>
    <name>CloseForm</name>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Explanation</translation>
    </message>
    <message>
        <source>暂无法解决须写明，由片区网格长办理</source>
        <translation>Not solvable yet needs an explanation and the area chief</translation>
    </message>
</context>
<context>
    <name>ContactForm</name>
    <message>
        <source>事由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>查看本身会留下记录</source>
        <translation>The look itself stays on record</translation>
    </message>
    <message>
        <source>反映人 {who}</source>
        <translation>Reporter {who}</translation>
    </message>
</context>
<context>
    <name>CoordinateForm</name>
    <message>
        <source>协调情况</source>
        <translation>Coordination</translation>
    </message>
    <message>
        <source>谁参加、议定什么</source>
        <translation>Who took part, what was agreed</translation>
    </message>
</context>
<context>
    <name>DecideForm</name>
    <message>
        <source>申请</source>
        <translation>Asked</translation>
    </message>
    <message>
        <source>同意</source>
        <translation>Granted</translation>
    </message>
    <message>
        <source>不同意</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>意见</source>
        <translation>Decision</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Explanation</translation>
    </message>
    <message>
        <source>不同意须写明理由</source>
        <translation>A refusal needs a reason</translation>
    </message>
    <message>
        <source>{time} 申请至 {until}</source>
        <translation>On {time}, until {until}</translation>
    </message>
    <message>
        <source>依据：{basis}</source>
        <translation>Basis: {basis}</translation>
    </message>
    <message>
        <source>原因：{reason}</source>
        <translation>Reason: {reason}</translation>
    </message>
</context>
<context>
    <name>DecideRejectionForm</name>
    <message>
        <source>{time} {name} 提请不予立案</source>
        <translation>{time} {name} proposed not to file it</translation>
    </message>
    <message>
        <source>原因：{reason}</source>
        <translation>Reason: {reason}</translation>
    </message>
    <message>
        <source>说明：{note}</source>
        <translation>Note: {note}</translation>
    </message>
</context>
<context>
    <name>Demands</name>
    <message>
        <source>立案</source>
        <translation>Filing</translation>
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
        <source>看过了，不是同一件</source>
        <translation>Looked at: not the same case</translation>
    </message>
    <message>
        <source>这件事需要什么</source>
        <translation>What the case needs</translation>
    </message>
    <message>
        <source>{count} 支可派</source>
        <translation>{count} available</translation>
    </message>
    <message>
        <source>无人可派</source>
        <translation>none available</translation>
    </message>
    <message>
        <source>没有特别要求</source>
        <translation>Nothing in particular</translation>
    </message>
    <message>
        <source>派遣权限</source>
        <translation>Right to dispatch</translation>
    </message>
    <message>
        <source>层级 {tier}</source>
        <translation>Level {tier}</translation>
    </message>
    <message>
        <source>片区网格长 {name}</source>
        <translation>Area chief {name}</translation>
    </message>
    <message>
        <source>可派：本片区四类力量。部门须走一键吹哨。</source>
        <translation>The four forces of this area may be sent. Departments are whistled for.</translation>
    </message>
    <message>
        <source>要求</source>
        <translation>Demands</translation>
    </message>
    <message>
        <source>至 {time}</source>
        <translation>until {time}</translation>
    </message>
    <message>
        <source>接单时限</source>
        <translation>Accept by</translation>
    </message>
    <message>
        <source>按时限 至 {time}</source>
        <translation>By the limit, {time}</translation>
    </message>
    <message>
        <source>{minutes} 分钟内 至 {time}</source>
        <translation>Within {minutes} min, {time}</translation>
    </message>
    <message>
        <source>不限</source>
        <translation>No limit</translation>
    </message>
    <message>
        <source>到场</source>
        <translation>Arrive</translation>
    </message>
    <message>
        <source>交代</source>
        <translation>Tell them</translation>
    </message>
    <message>
        <source>不在此列</source>
        <translation>Not in the list</translation>
    </message>
    <message>
        <source>已退回</source>
        <translation>has returned it</translation>
    </message>
    <message>
        <source>不在你的村居</source>
        <translation>not in your unit</translation>
    </message>
</context>
<context>
    <name>Dispatch</name>
    <message>
        <source>路程</source>
        <translation>Travel</translation>
    </message>
    <message>
        <source>不匹配</source>
        <translation>Mismatch</translation>
    </message>
    <message>
        <source>负荷</source>
        <translation>Load</translation>
    </message>
    <message>
        <source>序</source>
        <translation>#</translation>
    </message>
    <message>
        <source>力量</source>
        <translation>Forces</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>代价构成</source>
        <translation>Parts of the cost</translation>
    </message>
    <message>
        <source>合计</source>
        <translation>Sum</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>{count} 人</source>
        <translation>{count} people</translation>
    </message>
    <message>
        <source>路程 {travel}，不匹配 {mismatch}，负荷 {load}，离岗 {duty}（分钟）</source>
        <translation>Travel {travel}, mismatch {mismatch}, load {load}, off duty {duty} (minutes)</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>不在你可派的村居内</source>
        <translation>outside the units you send from</translation>
    </message>
    <message>
        <source>已退回过此件，不能再派</source>
        <translation>Has returned this case, cannot be sent again</translation>
    </message>
    <message>
        <source>离岗；要派须写明理由</source>
        <translation>Off duty; to be sent only with a reason</translation>
    </message>
    <message>
        <source>最近</source>
        <translation>Nearest</translation>
    </message>
    <message>
        <source>缺{skills}</source>
        <translation>lacks {skills}</translation>
    </message>
    <message>
        <source>技能齐</source>
        <translation>has all skills</translation>
    </message>
    <message>
        <source>手头 {count} 件</source>
        <translation>{count} cases in hand</translation>
    </message>
    <message>
        <source>空闲</source>
        <translation>idle</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>{count} 分</source>
        <translation>{count} min</translation>
    </message>
    <message>
        <source>已选，主办</source>
        <translation>Chosen, leads</translation>
    </message>
    <message>
        <source>已选，协办</source>
        <translation>Chosen, helps</translation>
    </message>
    <message>
        <source>未选</source>
        <translation>Not chosen</translation>
    </message>
</context>
<context>
    <name>DispatchDialog</name>
    <message>
        <source>力量排序</source>
        <translation>Forces ranked</translation>
    </message>
    <message>
        <source>筛选力量、技能、拼音首字母</source>
        <translation>Filter by force, skill, pinyin initials</translation>
    </message>
    <message>
        <source>筛选力量</source>
        <translation>Filter forces</translation>
    </message>
    <message>
        <source>筛选</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>换主办</source>
        <translation>Change lead</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{number} 已派给 {names}</source>
        <translation>{number} sent to {names}</translation>
    </message>
    <message>
        <source>建议 {count}</source>
        <translation>Best {count}</translation>
    </message>
    <message>
        <source>全部在岗 {count}</source>
        <translation>On duty {count}</translation>
    </message>
    <message>
        <source>含离岗 {count}</source>
        <translation>All {count}</translation>
    </message>
    <message>
        <source>代价 = 路程 + 不匹配 + 负荷，低者在前</source>
        <translation>Cost = travel + mismatch + load, lowest first</translation>
    </message>
    <message>
        <source>单位：分钟。系统只排序，选择由你定。</source>
        <translation>Minutes. The program ranks, you choose.</translation>
    </message>
    <message>
        <source>命令</source>
        <translation>Command</translation>
    </message>
    <message>
        <source>可复制，命令行同效</source>
        <translation>Can be copied; does the same as a command</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>移动</source>
        <translation>Move</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>勾选</source>
        <translation>Tick</translation>
    </message>
    <message>
        <source>直选</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>下一区</source>
        <translation>Next part</translation>
    </message>
    <message>
        <source>{name} 主办</source>
        <translation>{name} leads</translation>
    </message>
    <message>
        <source>已选 {count}</source>
        <translation>Chosen {count}</translation>
    </message>
    <message>
        <source>光标处</source>
        <translation>Under the cursor</translation>
    </message>
    <message>
        <source>{name}/协</source>
        <translation>{name}/h</translation>
    </message>
    <message>
        <source>派</source>
        <translation>send</translation>
    </message>
    <message>
        <source>不在前三，须写一句理由</source>
        <translation>Outside the first three: give a reason</translation>
    </message>
    <message>
        <source>若不选前三，须写一句理由</source>
        <translation>Outside the first three a reason is asked for</translation>
    </message>
    <message>
        <source>多次退回，由你裁定，写明依据</source>
        <translation>Returned too often: you rule, say on what ground</translation>
    </message>
    <message>
        <source>派遣 {name}</source>
        <translation>Send {name}</translation>
    </message>
    <message>
        <source>派遣 {count} 支力量</source>
        <translation>Send {count} forces</translation>
    </message>
</context>
<context>
    <name>DoneForm</name>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>做了什么、何时、结果如何</source>
        <translation>What was done, when, with what result</translation>
    </message>
    <message>
        <source>已附 {count} 份；另存的照片、文书在此计数</source>
        <translation>{count} attached; count here what is kept elsewhere</translation>
    </message>
    <message>
        <source>证据</source>
        <translation>Evidence</translation>
    </message>
</context>
<context>
    <name>Duplicates</name>
    <message>
        <source>疑似重复：无</source>
        <translation>Likely duplicates: none</translation>
    </message>
    <message>
        <source>疑似重复 {count} 件</source>
        <translation>Likely duplicates: {count}</translation>
    </message>
</context>
<context>
    <name>FailForm</name>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Explanation</translation>
    </message>
</context>
<context>
    <name>FileForm</name>
    <message>
        <source>地点</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>涉及公共安全（特急时由街镇牵头）</source>
        <translation>Public safety (a critical case is led by the town)</translation>
    </message>
    <message>
        <source>公共安全</source>
        <translation>Safety</translation>
    </message>
</context>
<context>
    <name>ForcesSection</name>
    <message>
        <source>在办力量</source>
        <translation>Forces on it</translation>
    </message>
    <message>
        <source>主办</source>
        <translation>Lead</translation>
    </message>
    <message>
        <source>协办</source>
        <translation>Helps</translation>
    </message>
</context>
<context>
    <name>Incident</name>
    <message>
        <source>限 {amount} 个工作日</source>
        <translation>limit {amount} working days</translation>
    </message>
    <message>
        <source>限 {amount} 天</source>
        <translation>limit {amount} days</translation>
    </message>
    <message>
        <source>限工时 {span}</source>
        <translation>limit {span} of work</translation>
    </message>
    <message>
        <source>限 {span}</source>
        <translation>limit {span}</translation>
    </message>
    <message>
        <source>总时限</source>
        <translation>Overall</translation>
    </message>
    <message>
        <source>至 {time}</source>
        <translation>by {time}</translation>
    </message>
    <message>
        <source>系统</source>
        <translation>System</translation>
    </message>
    <message>
        <source>{reason}（{name} 提请）</source>
        <translation>{reason} (proposed by {name})</translation>
    </message>
    <message>
        <source>{reason}（{name} 确认）</source>
        <translation>{reason} (confirmed by {name})</translation>
    </message>
    <message>
        <source>→ {names}（裁定：{ground}）</source>
        <translation>→ {names} (ruled: {ground})</translation>
    </message>
    <message>
        <source>（{time} 完成）</source>
        <translation>(done {time})</translation>
    </message>
    <message>
        <source>（证据存 {place}）</source>
        <translation>(evidence at {place})</translation>
    </message>
    <message>
        <source>离线补传</source>
        <translation>sent later</translation>
    </message>
    <message>
        <source>{channel}代录</source>
        <translation>told: {channel}</translation>
    </message>
    <message>
        <source>代录人核查</source>
        <translation>Checked by the recorder</translation>
    </message>
</context>
<context>
    <name>IncidentView</name>
    <message>
        <source>事件详情</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>此件已不在</source>
        <translation>This case is no longer here</translation>
    </message>
    <message>
        <source>已被移走，或不再属于可见范围</source>
        <translation>It was moved, or is no longer yours to see</translation>
    </message>
    <message>
        <source>本机没有这件</source>
        <translation>This case is not kept here</translation>
    </message>
    <message>
        <source>联机后可向中心查看</source>
        <translation>The centre can be asked once connected</translation>
    </message>
    <message>
        <source>选一件事件查看</source>
        <translation>Choose a case to look at</translation>
    </message>
    <message>
        <source>F2 新建</source>
        <translation>F2 new case</translation>
    </message>
    <message>
        <source>没有取到这件事件</source>
        <translation>The case could not be read</translation>
    </message>
    <message>
        <source>照片、文书、录音 ({patterns})</source>
        <translation>Photos, papers, recordings ({patterns})</translation>
    </message>
    <message>
        <source>添加附件</source>
        <translation>Add attachments</translation>
    </message>
</context>
<context>
    <name>IntakeForm</name>
    <message>
        <source>已存为草稿</source>
        <translation>Kept as a draft</translation>
    </message>
    <message>
        <source>已上报</source>
        <translation>Reported</translation>
    </message>
    <message>
        <source>编号、名称或拼音首字母</source>
        <translation>Code, name or pinyin initials</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Class</translation>
    </message>
    <message>
        <source>摘要</source>
        <translation>Summary</translation>
    </message>
    <message>
        <source>一句话说清；空着就用类别名</source>
        <translation>In one sentence; left empty, the class stands for it</translation>
    </message>
    <message>
        <source>地点</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>网格</source>
        <translation>Grid</translation>
    </message>
    <message>
        <source>级别</source>
        <translation>Severity</translation>
    </message>
    <message>
        <source>Alt+1 至 Alt+4；随类别默认</source>
        <translation>Alt+1 to Alt+4; follows the class by default</translation>
    </message>
    <message>
        <source>详情</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>反映人</source>
        <translation>Reporter</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>只存入联系人，案卷里只留掩码</source>
        <translation>Kept as a contact; the case holds it masked</translation>
    </message>
    <message>
        <source>住址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>要求保密</source>
        <translation>Asks for confidence</translation>
    </message>
    <message>
        <source>保密</source>
        <translation>Confidential</translation>
    </message>
    <message>
        <source>发生时间</source>
        <translation>Happened at</translation>
    </message>
    <message>
        <source>涉及公共安全</source>
        <translation>Public safety</translation>
    </message>
    <message>
        <source>公共安全</source>
        <translation>Safety</translation>
    </message>
    <message>
        <source>演练，不计入统计</source>
        <translation>A drill, not counted</translation>
    </message>
    <message>
        <source>演练</source>
        <translation>Drill</translation>
    </message>
    <message>
        <source>上报并派单</source>
        <translation>Report and dispatch</translation>
    </message>
    <message>
        <source>只上报</source>
        <translation>Report only</translation>
    </message>
    <message>
        <source>当场办结…</source>
        <translation>Settled on the spot…</translation>
    </message>
    <message>
        <source>存草稿</source>
        <translation>Keep as draft</translation>
    </message>
</context>
<context>
    <name>LeadUpForm</name>
    <message>
        <source>已采取措施</source>
        <translation>Measures taken</translation>
    </message>
    <message>
        <source>原层级继续协助，总时限不停</source>
        <translation>The sending level goes on helping; the overall limit runs on</translation>
    </message>
    <message>
        <source>申请人</source>
        <translation>Asked by</translation>
    </message>
    <message>
        <source>请求提级的村居网格长</source>
        <translation>The unit leader who asked for it to be led up</translation>
    </message>
</context>
<context>
    <name>LetDownForm</name>
    <message>
        <source>交代</source>
        <translation>Tell them</translation>
    </message>
</context>
<context>
    <name>MergeForm</name>
    <message>
        <source>编号、摘要或拼音首字母；24 小时内可撤销</source>
        <translation>Number, summary or pinyin initials; can be undone for 24 hours</translation>
    </message>
    <message>
        <source>并入</source>
        <translation>Into</translation>
    </message>
    <message>
        <source>依据</source>
        <translation>Basis</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Explanation</translation>
    </message>
</context>
<context>
    <name>NearbySection</name>
    <message>
        <source>周边</source>
        <translation>Nearby</translation>
    </message>
    <message>
        <source>200 米 · 28 天</source>
        <translation>200 m · 28 days</translation>
    </message>
    <message>
        <source>同类 {count} 件，最近 {time}</source>
        <translation>{count} of its class, last {time}</translation>
    </message>
    <message>
        <source>同类：无</source>
        <translation>Of its class: none</translation>
    </message>
    <message>
        <source>查看全部</source>
        <translation>View all</translation>
    </message>
    <message>
        <source>建议并案：另一席已受理同一上报，本件离线受理、后到中心</source>
        <translation>Merge proposed: another seat took the same report; this one was taken offline and came later</translation>
    </message>
    <message>
        <source>疑似重复 {count} 件</source>
        <translation>Likely duplicates: {count}</translation>
    </message>
</context>
<context>
    <name>NoteForm</name>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
</context>
<context>
    <name>PathSection</name>
    <message>
        <source>经过</source>
        <translation>Course</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>查看全部 {count} 条</source>
        <translation>View all {count}</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>{years} 年放假安排未公布，工作日按周一至周五计</source>
        <translation>No decree yet on the days off of {years}: Monday to Friday count</translation>
    </message>
</context>
<context>
    <name>ReclassifyForm</name>
    <message>
        <source>类别</source>
        <translation>Class</translation>
    </message>
    <message>
        <source>级别</source>
        <translation>Severity</translation>
    </message>
    <message>
        <source>网格</source>
        <translation>Grid</translation>
    </message>
    <message>
        <source>涉及公共安全（特急时由街镇牵头）</source>
        <translation>Public safety (a critical case is led by the town)</translation>
    </message>
    <message>
        <source>公共安全</source>
        <translation>Safety</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
</context>
<context>
    <name>RejectForm</name>
    <message>
        <source>热线、领导交办须另一人登录复核；复核前时限照走</source>
        <translation>Another person signs in and looks; clocks go on until then</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Explanation</translation>
    </message>
    <message>
        <source>{number} 已提请不予立案，待另一人复核</source>
        <translation>{number}: proposed not to file; waits for another person</translation>
    </message>
</context>
<context>
    <name>ReopenForm</name>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Explanation</translation>
    </message>
</context>
<context>
    <name>ReturnForm</name>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Explanation</translation>
    </message>
</context>
<context>
    <name>ReviewForm</name>
    <message>
        <source>仍挂账，下月再复核</source>
        <translation>Still on the books, review again in a month</translation>
    </message>
    <message>
        <source>已解决，销账</source>
        <translation>Solved, off the books</translation>
    </message>
    <message>
        <source>复核意见</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Explanation</translation>
    </message>
</context>
<context>
    <name>SettleForm</name>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>做了什么、结果如何</source>
        <translation>What was done, with what result</translation>
    </message>
    <message>
        <source>已附 {count} 份；另存的照片、文书在此计数</source>
        <translation>{count} attached; count here what is kept elsewhere</translation>
    </message>
    <message>
        <source>证据</source>
        <translation>Evidence</translation>
    </message>
</context>
<context>
    <name>SnoozeForm</name>
    <message>
        <source>{minutes} 分钟</source>
        <translation>{minutes} minutes</translation>
    </message>
    <message>
        <source>暂搁</source>
        <translation>Put off</translation>
    </message>
    <message>
        <source>到时自动回到待办并提醒</source>
        <translation>It comes back and reminds by itself</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Note</translation>
    </message>
</context>
<context>
    <name>SuperviseForm</name>
    <message>
        <source>办结期限</source>
        <translation>Done by</translation>
    </message>
    <message>
        <source>要求</source>
        <translation>Demands</translation>
    </message>
</context>
<context>
    <name>SupervisionRow</name>
    <message>
        <source>督办限至 {time}，已过</source>
        <translation>Supervised, was due {time}</translation>
    </message>
    <message>
        <source>督办限至 {time}</source>
        <translation>Supervised, due {time}</translation>
    </message>
    <message>
        <source>督办人 {name}</source>
        <translation>by {name}</translation>
    </message>
    <message>
        <source>督办单…</source>
        <translation>Sheet…</translation>
    </message>
</context>
<context>
    <name>SupervisionSheets</name>
    <message>
        <source>打印督办单</source>
        <translation>Print the supervision sheet</translation>
    </message>
    <message>
        <source>督办单-{number}</source>
        <translation>supervision-{number}</translation>
    </message>
    <message>
        <source>保存督办单</source>
        <translation>Save the supervision sheet</translation>
    </message>
    <message>
        <source>已送打印 {count} 页</source>
        <translation>{count} pages sent to the printer</translation>
    </message>
    <message>
        <source>已保存 {file}</source>
        <translation>Saved {file}</translation>
    </message>
</context>
<context>
    <name>TierBar</name>
    <message>
        <source>已结束的事件不再改层级</source>
        <translation>The level of an ended case stays</translation>
    </message>
    <message>
        <source>逐级提级</source>
        <translation>One level at a time</translation>
    </message>
    <message>
        <source>逐级回落</source>
        <translation>One level at a time, downwards</translation>
    </message>
</context>
<context>
    <name>WithdrawForm</name>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
</context>
</TS>
