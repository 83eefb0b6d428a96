; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0, i32 %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !7
  %5 = load i32, ptr %3, align 4, !dbg !8
  %6 = icmp eq i32 %5, 0, !dbg !9
  br i1 %6, label %trap, label %8, !dbg !9

return:                                           ; preds = %12
  %7 = phi i32 [ %13, %12 ]
  ret i32 %7, !dbg !10

trap:                                             ; preds = %start
  call void asm sideeffect "udf #3 /* 0x44 */", "~{memory}"() #1, !dbg !9
  unreachable, !dbg !9

8:                                                ; preds = %start
  %9 = icmp eq i32 %4, -2147483648, !dbg !9
  %10 = icmp eq i32 %5, -1, !dbg !9
  %11 = and i1 %9, %10, !dbg !9
  br i1 %11, label %trap1, label %12, !dbg !9

trap1:                                            ; preds = %8
  call void asm sideeffect "udf #4 /* 0x44 */", "~{memory}"() #1, !dbg !9
  unreachable, !dbg !9

12:                                               ; preds = %8
  %13 = sdiv i32 %4, %5, !dbg !9
  br label %return, !dbg !10
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(i32 %0, i32 %1) #0 section ".text.func[1]" !dbg !11 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !12
  %5 = load i32, ptr %3, align 4, !dbg !13
  %6 = icmp eq i32 %5, 0, !dbg !14
  br i1 %6, label %trap, label %8, !dbg !14

return:                                           ; preds = %8
  %7 = phi i32 [ %9, %8 ]
  ret i32 %7, !dbg !15

trap:                                             ; preds = %start
  call void asm sideeffect "udf #3 /* 0x4c */", "~{memory}"() #1, !dbg !14
  unreachable, !dbg !14

8:                                                ; preds = %start
  %9 = udiv i32 %4, %5, !dbg !14
  br label %return, !dbg !15
}

; Function Attrs: nounwind optsize
define internal i32 @"func[2]"(i32 %0, i32 %1) #0 section ".text.func[2]" !dbg !16 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !17
  %5 = load i32, ptr %3, align 4, !dbg !18
  %6 = icmp eq i32 %5, 0, !dbg !19
  br i1 %6, label %trap, label %8, !dbg !19

return:                                           ; preds = %8
  %7 = phi i32 [ %11, %8 ]
  ret i32 %7, !dbg !20

trap:                                             ; preds = %start
  call void asm sideeffect "udf #3 /* 0x54 */", "~{memory}"() #1, !dbg !19
  unreachable, !dbg !19

8:                                                ; preds = %start
  %9 = icmp eq i32 %5, -1, !dbg !19
  %10 = select i1 %9, i32 1, i32 %5, !dbg !19
  %11 = srem i32 %4, %10, !dbg !19
  br label %return, !dbg !20
}

; Function Attrs: nounwind optsize
define internal i32 @"func[3]"(i32 %0, i32 %1) #0 section ".text.func[3]" !dbg !21 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !22
  %5 = load i32, ptr %3, align 4, !dbg !23
  %6 = icmp eq i32 %5, 0, !dbg !24
  br i1 %6, label %trap, label %8, !dbg !24

return:                                           ; preds = %8
  %7 = phi i32 [ %9, %8 ]
  ret i32 %7, !dbg !25

trap:                                             ; preds = %start
  call void asm sideeffect "udf #3 /* 0x5c */", "~{memory}"() #1, !dbg !24
  unreachable, !dbg !24

8:                                                ; preds = %start
  %9 = urem i32 %4, %5, !dbg !24
  br label %return, !dbg !25
}

; Function Attrs: nounwind optsize
define i32 @m_div_s(i32 %0, i32 %1) #0 section ".text.m_div_s" !dbg !26 {
  %3 = call i32 @"func[0]"(i32 %0, i32 %1), !dbg !27
  ret i32 %3, !dbg !27
}

; Function Attrs: nounwind optsize
define i32 @m_div_u(i32 %0, i32 %1) #0 section ".text.m_div_u" !dbg !28 {
  %3 = call i32 @"func[1]"(i32 %0, i32 %1), !dbg !29
  ret i32 %3, !dbg !29
}

; Function Attrs: nounwind optsize
define i32 @m_rem_s(i32 %0, i32 %1) #0 section ".text.m_rem_s" !dbg !30 {
  %3 = call i32 @"func[2]"(i32 %0, i32 %1), !dbg !31
  ret i32 %3, !dbg !31
}

; Function Attrs: nounwind optsize
define i32 @m_rem_u(i32 %0, i32 %1) #0 section ".text.m_rem_u" !dbg !32 {
  %3 = call i32 @"func[3]"(i32 %0, i32 %1), !dbg !33
  ret i32 %3, !dbg !33
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !34 {
  ret void, !dbg !35
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "div_s", linkageName: "div_s", scope: null, file: !3, line: 63, type: !5, scopeLine: 63, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 64, scope: !4)
!8 = !DILocation(line: 66, scope: !4)
!9 = !DILocation(line: 68, scope: !4)
!10 = !DILocation(line: 69, scope: !4)
!11 = distinct !DISubprogram(name: "div_u", linkageName: "div_u", scope: null, file: !3, line: 71, type: !5, scopeLine: 71, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 72, scope: !11)
!13 = !DILocation(line: 74, scope: !11)
!14 = !DILocation(line: 76, scope: !11)
!15 = !DILocation(line: 77, scope: !11)
!16 = distinct !DISubprogram(name: "rem_s", linkageName: "rem_s", scope: null, file: !3, line: 79, type: !5, scopeLine: 79, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 80, scope: !16)
!18 = !DILocation(line: 82, scope: !16)
!19 = !DILocation(line: 84, scope: !16)
!20 = !DILocation(line: 85, scope: !16)
!21 = distinct !DISubprogram(name: "rem_u", linkageName: "rem_u", scope: null, file: !3, line: 87, type: !5, scopeLine: 87, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 88, scope: !21)
!23 = !DILocation(line: 90, scope: !21)
!24 = !DILocation(line: 92, scope: !21)
!25 = !DILocation(line: 93, scope: !21)
!26 = distinct !DISubprogram(name: "m_div_s", linkageName: "m_div_s", scope: null, file: !3, line: 63, type: !5, scopeLine: 63, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!27 = !DILocation(line: 63, scope: !26)
!28 = distinct !DISubprogram(name: "m_div_u", linkageName: "m_div_u", scope: null, file: !3, line: 71, type: !5, scopeLine: 71, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!29 = !DILocation(line: 71, scope: !28)
!30 = distinct !DISubprogram(name: "m_rem_s", linkageName: "m_rem_s", scope: null, file: !3, line: 79, type: !5, scopeLine: 79, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!31 = !DILocation(line: 79, scope: !30)
!32 = distinct !DISubprogram(name: "m_rem_u", linkageName: "m_rem_u", scope: null, file: !3, line: 87, type: !5, scopeLine: 87, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!33 = !DILocation(line: 87, scope: !32)
!34 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!35 = !DILocation(line: 0, scope: !34)
