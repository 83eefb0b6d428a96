; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0, i32 %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = icmp eq i32 %0, %1, !dbg !7
  %5 = zext i1 %4 to i32, !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !8
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(i32 %0, i32 %1) #0 section ".text.func[1]" !dbg !9 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = icmp ne i32 %0, %1, !dbg !10
  %5 = zext i1 %4 to i32, !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !11
}

; Function Attrs: nounwind optsize
define internal i32 @"func[2]"(i32 %0, i32 %1) #0 section ".text.func[2]" !dbg !12 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = icmp slt i32 %0, %1, !dbg !13
  %5 = zext i1 %4 to i32, !dbg !13
  br label %return, !dbg !14

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !14
}

; Function Attrs: nounwind optsize
define internal i32 @"func[3]"(i32 %0, i32 %1) #0 section ".text.func[3]" !dbg !15 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = icmp ult i32 %0, %1, !dbg !16
  %5 = zext i1 %4 to i32, !dbg !16
  br label %return, !dbg !17

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !17
}

; Function Attrs: nounwind optsize
define internal i32 @"func[4]"(i32 %0, i32 %1) #0 section ".text.func[4]" !dbg !18 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = icmp sgt i32 %0, %1, !dbg !19
  %5 = zext i1 %4 to i32, !dbg !19
  br label %return, !dbg !20

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !20
}

; Function Attrs: nounwind optsize
define internal i32 @"func[5]"(i32 %0, i32 %1) #0 section ".text.func[5]" !dbg !21 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = icmp ugt i32 %0, %1, !dbg !22
  %5 = zext i1 %4 to i32, !dbg !22
  br label %return, !dbg !23

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !23
}

; Function Attrs: nounwind optsize
define internal i32 @"func[6]"(i32 %0, i32 %1) #0 section ".text.func[6]" !dbg !24 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = icmp sle i32 %0, %1, !dbg !25
  %5 = zext i1 %4 to i32, !dbg !25
  br label %return, !dbg !26

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !26
}

; Function Attrs: nounwind optsize
define internal i32 @"func[7]"(i32 %0, i32 %1) #0 section ".text.func[7]" !dbg !27 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = icmp ule i32 %0, %1, !dbg !28
  %5 = zext i1 %4 to i32, !dbg !28
  br label %return, !dbg !29

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !29
}

; Function Attrs: nounwind optsize
define internal i32 @"func[8]"(i32 %0, i32 %1) #0 section ".text.func[8]" !dbg !30 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = icmp sge i32 %0, %1, !dbg !31
  %5 = zext i1 %4 to i32, !dbg !31
  br label %return, !dbg !32

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !32
}

; Function Attrs: nounwind optsize
define internal i32 @"func[9]"(i32 %0, i32 %1) #0 section ".text.func[9]" !dbg !33 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = icmp uge i32 %0, %1, !dbg !34
  %5 = zext i1 %4 to i32, !dbg !34
  br label %return, !dbg !35

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !35
}

; Function Attrs: nounwind optsize
define i32 @m_eq(i32 %0, i32 %1) #0 section ".text.m_eq" !dbg !36 {
  %3 = call i32 @"func[0]"(i32 %0, i32 %1), !dbg !37
  ret i32 %3, !dbg !37
}

; Function Attrs: nounwind optsize
define i32 @m_ne(i32 %0, i32 %1) #0 section ".text.m_ne" !dbg !38 {
  %3 = call i32 @"func[1]"(i32 %0, i32 %1), !dbg !39
  ret i32 %3, !dbg !39
}

; Function Attrs: nounwind optsize
define i32 @m_lt_s(i32 %0, i32 %1) #0 section ".text.m_lt_s" !dbg !40 {
  %3 = call i32 @"func[2]"(i32 %0, i32 %1), !dbg !41
  ret i32 %3, !dbg !41
}

; Function Attrs: nounwind optsize
define i32 @m_lt_u(i32 %0, i32 %1) #0 section ".text.m_lt_u" !dbg !42 {
  %3 = call i32 @"func[3]"(i32 %0, i32 %1), !dbg !43
  ret i32 %3, !dbg !43
}

; Function Attrs: nounwind optsize
define i32 @m_gt_s(i32 %0, i32 %1) #0 section ".text.m_gt_s" !dbg !44 {
  %3 = call i32 @"func[4]"(i32 %0, i32 %1), !dbg !45
  ret i32 %3, !dbg !45
}

; Function Attrs: nounwind optsize
define i32 @m_gt_u(i32 %0, i32 %1) #0 section ".text.m_gt_u" !dbg !46 {
  %3 = call i32 @"func[5]"(i32 %0, i32 %1), !dbg !47
  ret i32 %3, !dbg !47
}

; Function Attrs: nounwind optsize
define i32 @m_le_s(i32 %0, i32 %1) #0 section ".text.m_le_s" !dbg !48 {
  %3 = call i32 @"func[6]"(i32 %0, i32 %1), !dbg !49
  ret i32 %3, !dbg !49
}

; Function Attrs: nounwind optsize
define i32 @m_le_u(i32 %0, i32 %1) #0 section ".text.m_le_u" !dbg !50 {
  %3 = call i32 @"func[7]"(i32 %0, i32 %1), !dbg !51
  ret i32 %3, !dbg !51
}

; Function Attrs: nounwind optsize
define i32 @m_ge_s(i32 %0, i32 %1) #0 section ".text.m_ge_s" !dbg !52 {
  %3 = call i32 @"func[8]"(i32 %0, i32 %1), !dbg !53
  ret i32 %3, !dbg !53
}

; Function Attrs: nounwind optsize
define i32 @m_ge_u(i32 %0, i32 %1) #0 section ".text.m_ge_u" !dbg !54 {
  %3 = call i32 @"func[9]"(i32 %0, i32 %1), !dbg !55
  ret i32 %3, !dbg !55
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !56 {
  ret void, !dbg !57
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "eq", linkageName: "eq", scope: null, file: !3, line: 103, type: !5, scopeLine: 103, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 108, scope: !4)
!8 = !DILocation(line: 109, scope: !4)
!9 = distinct !DISubprogram(name: "ne", linkageName: "ne", scope: null, file: !3, line: 111, type: !5, scopeLine: 111, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 116, scope: !9)
!11 = !DILocation(line: 117, scope: !9)
!12 = distinct !DISubprogram(name: "lt_s", linkageName: "lt_s", scope: null, file: !3, line: 119, type: !5, scopeLine: 119, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 124, scope: !12)
!14 = !DILocation(line: 125, scope: !12)
!15 = distinct !DISubprogram(name: "lt_u", linkageName: "lt_u", scope: null, file: !3, line: 127, type: !5, scopeLine: 127, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 132, scope: !15)
!17 = !DILocation(line: 133, scope: !15)
!18 = distinct !DISubprogram(name: "gt_s", linkageName: "gt_s", scope: null, file: !3, line: 135, type: !5, scopeLine: 135, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 140, scope: !18)
!20 = !DILocation(line: 141, scope: !18)
!21 = distinct !DISubprogram(name: "gt_u", linkageName: "gt_u", scope: null, file: !3, line: 143, type: !5, scopeLine: 143, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 148, scope: !21)
!23 = !DILocation(line: 149, scope: !21)
!24 = distinct !DISubprogram(name: "le_s", linkageName: "le_s", scope: null, file: !3, line: 151, type: !5, scopeLine: 151, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!25 = !DILocation(line: 156, scope: !24)
!26 = !DILocation(line: 157, scope: !24)
!27 = distinct !DISubprogram(name: "le_u", linkageName: "le_u", scope: null, file: !3, line: 159, type: !5, scopeLine: 159, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!28 = !DILocation(line: 164, scope: !27)
!29 = !DILocation(line: 165, scope: !27)
!30 = distinct !DISubprogram(name: "ge_s", linkageName: "ge_s", scope: null, file: !3, line: 167, type: !5, scopeLine: 167, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!31 = !DILocation(line: 172, scope: !30)
!32 = !DILocation(line: 173, scope: !30)
!33 = distinct !DISubprogram(name: "ge_u", linkageName: "ge_u", scope: null, file: !3, line: 175, type: !5, scopeLine: 175, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!34 = !DILocation(line: 180, scope: !33)
!35 = !DILocation(line: 181, scope: !33)
!36 = distinct !DISubprogram(name: "m_eq", linkageName: "m_eq", scope: null, file: !3, line: 103, type: !5, scopeLine: 103, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!37 = !DILocation(line: 103, scope: !36)
!38 = distinct !DISubprogram(name: "m_ne", linkageName: "m_ne", scope: null, file: !3, line: 111, type: !5, scopeLine: 111, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!39 = !DILocation(line: 111, scope: !38)
!40 = distinct !DISubprogram(name: "m_lt_s", linkageName: "m_lt_s", scope: null, file: !3, line: 119, type: !5, scopeLine: 119, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!41 = !DILocation(line: 119, scope: !40)
!42 = distinct !DISubprogram(name: "m_lt_u", linkageName: "m_lt_u", scope: null, file: !3, line: 127, type: !5, scopeLine: 127, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!43 = !DILocation(line: 127, scope: !42)
!44 = distinct !DISubprogram(name: "m_gt_s", linkageName: "m_gt_s", scope: null, file: !3, line: 135, type: !5, scopeLine: 135, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!45 = !DILocation(line: 135, scope: !44)
!46 = distinct !DISubprogram(name: "m_gt_u", linkageName: "m_gt_u", scope: null, file: !3, line: 143, type: !5, scopeLine: 143, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!47 = !DILocation(line: 143, scope: !46)
!48 = distinct !DISubprogram(name: "m_le_s", linkageName: "m_le_s", scope: null, file: !3, line: 151, type: !5, scopeLine: 151, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!49 = !DILocation(line: 151, scope: !48)
!50 = distinct !DISubprogram(name: "m_le_u", linkageName: "m_le_u", scope: null, file: !3, line: 159, type: !5, scopeLine: 159, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!51 = !DILocation(line: 159, scope: !50)
!52 = distinct !DISubprogram(name: "m_ge_s", linkageName: "m_ge_s", scope: null, file: !3, line: 167, type: !5, scopeLine: 167, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!53 = !DILocation(line: 167, scope: !52)
!54 = distinct !DISubprogram(name: "m_ge_u", linkageName: "m_ge_u", scope: null, file: !3, line: 175, type: !5, scopeLine: 175, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!55 = !DILocation(line: 175, scope: !54)
!56 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!57 = !DILocation(line: 0, scope: !56)
