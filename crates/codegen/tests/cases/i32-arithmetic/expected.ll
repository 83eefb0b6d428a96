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
  %4 = add i32 %0, %1, !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %5 = phi i32 [ %4, %start ]
  ret i32 %5, !dbg !8
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
  %4 = sub i32 %0, %1, !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %5 = phi i32 [ %4, %start ]
  ret i32 %5, !dbg !11
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
  %4 = mul i32 %0, %1, !dbg !13
  br label %return, !dbg !14

return:                                           ; preds = %start
  %5 = phi i32 [ %4, %start ]
  ret i32 %5, !dbg !14
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
  %4 = and i32 %0, %1, !dbg !16
  br label %return, !dbg !17

return:                                           ; preds = %start
  %5 = phi i32 [ %4, %start ]
  ret i32 %5, !dbg !17
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
  %4 = or i32 %0, %1, !dbg !19
  br label %return, !dbg !20

return:                                           ; preds = %start
  %5 = phi i32 [ %4, %start ]
  ret i32 %5, !dbg !20
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
  %4 = xor i32 %0, %1, !dbg !22
  br label %return, !dbg !23

return:                                           ; preds = %start
  %5 = phi i32 [ %4, %start ]
  ret i32 %5, !dbg !23
}

; Function Attrs: nounwind optsize
define i32 @m_add(i32 %0, i32 %1) #0 section ".text.m_add" !dbg !24 {
  %3 = call i32 @"func[0]"(i32 %0, i32 %1), !dbg !25
  ret i32 %3, !dbg !25
}

; Function Attrs: nounwind optsize
define i32 @m_sub(i32 %0, i32 %1) #0 section ".text.m_sub" !dbg !26 {
  %3 = call i32 @"func[1]"(i32 %0, i32 %1), !dbg !27
  ret i32 %3, !dbg !27
}

; Function Attrs: nounwind optsize
define i32 @m_mul(i32 %0, i32 %1) #0 section ".text.m_mul" !dbg !28 {
  %3 = call i32 @"func[2]"(i32 %0, i32 %1), !dbg !29
  ret i32 %3, !dbg !29
}

; Function Attrs: nounwind optsize
define i32 @m_and(i32 %0, i32 %1) #0 section ".text.m_and" !dbg !30 {
  %3 = call i32 @"func[3]"(i32 %0, i32 %1), !dbg !31
  ret i32 %3, !dbg !31
}

; Function Attrs: nounwind optsize
define i32 @m_or(i32 %0, i32 %1) #0 section ".text.m_or" !dbg !32 {
  %3 = call i32 @"func[4]"(i32 %0, i32 %1), !dbg !33
  ret i32 %3, !dbg !33
}

; Function Attrs: nounwind optsize
define i32 @m_xor(i32 %0, i32 %1) #0 section ".text.m_xor" !dbg !34 {
  %3 = call i32 @"func[5]"(i32 %0, i32 %1), !dbg !35
  ret i32 %3, !dbg !35
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !36 {
  ret void, !dbg !37
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "add", linkageName: "add", scope: null, file: !3, line: 68, type: !5, scopeLine: 68, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 73, scope: !4)
!8 = !DILocation(line: 74, scope: !4)
!9 = distinct !DISubprogram(name: "sub", linkageName: "sub", scope: null, file: !3, line: 76, type: !5, scopeLine: 76, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 81, scope: !9)
!11 = !DILocation(line: 82, scope: !9)
!12 = distinct !DISubprogram(name: "mul", linkageName: "mul", scope: null, file: !3, line: 84, type: !5, scopeLine: 84, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 89, scope: !12)
!14 = !DILocation(line: 90, scope: !12)
!15 = distinct !DISubprogram(name: "and", linkageName: "and", scope: null, file: !3, line: 92, type: !5, scopeLine: 92, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 97, scope: !15)
!17 = !DILocation(line: 98, scope: !15)
!18 = distinct !DISubprogram(name: "or", linkageName: "or", scope: null, file: !3, line: 100, type: !5, scopeLine: 100, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 105, scope: !18)
!20 = !DILocation(line: 106, scope: !18)
!21 = distinct !DISubprogram(name: "xor", linkageName: "xor", scope: null, file: !3, line: 108, type: !5, scopeLine: 108, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 113, scope: !21)
!23 = !DILocation(line: 114, scope: !21)
!24 = distinct !DISubprogram(name: "m_add", linkageName: "m_add", scope: null, file: !3, line: 68, type: !5, scopeLine: 68, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!25 = !DILocation(line: 68, scope: !24)
!26 = distinct !DISubprogram(name: "m_sub", linkageName: "m_sub", scope: null, file: !3, line: 76, type: !5, scopeLine: 76, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!27 = !DILocation(line: 76, scope: !26)
!28 = distinct !DISubprogram(name: "m_mul", linkageName: "m_mul", scope: null, file: !3, line: 84, type: !5, scopeLine: 84, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!29 = !DILocation(line: 84, scope: !28)
!30 = distinct !DISubprogram(name: "m_and", linkageName: "m_and", scope: null, file: !3, line: 92, type: !5, scopeLine: 92, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!31 = !DILocation(line: 92, scope: !30)
!32 = distinct !DISubprogram(name: "m_or", linkageName: "m_or", scope: null, file: !3, line: 100, type: !5, scopeLine: 100, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!33 = !DILocation(line: 100, scope: !32)
!34 = distinct !DISubprogram(name: "m_xor", linkageName: "m_xor", scope: null, file: !3, line: 108, type: !5, scopeLine: 108, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!35 = !DILocation(line: 108, scope: !34)
!36 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!37 = !DILocation(line: 0, scope: !36)
